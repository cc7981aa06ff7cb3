import type { aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';

/**
 * The first value of a secret that rotates: fixed fields and 30 letters and digits, which every engine takes.
 *
 * CloudFormation makes another value whenever anything of this changes, and the server knows nothing of it. So nothing is in it that a team may
 * want to change later, or that we may: what else belongs into the JSON is in the function's variables, and gets into the secret by rotation.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
export const firstValue = (generateStringKey: string, secretStringTemplate: string): secretsmanager.SecretStringGenerator =>
  ({ secretStringTemplate, generateStringKey, passwordLength: 30, excludePunctuation: true, includeSpace: false, requireEachIncludedType: true });
