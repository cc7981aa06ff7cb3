/**
 * The bucket of AWS from which Amazon ECR has the layers of images fetched, by addresses that ECR signs itself. Nothing that is written comes there.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
export const ECR_LAYERS = 'arn:${Partition}:s3:::prod-${Region}-starport-layer-bucket/*';

/** What is done there. */
export const ECR_LAYERS_ACTION = 's3:GetObject';
