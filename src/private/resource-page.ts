/** The page of the CloudFormation reference of a resource type. */
export function resourcePage(type: string): string {
  const [, service, resource] = type.toLowerCase().split('::');
  return `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-${service}-${resource}.html`;
}
