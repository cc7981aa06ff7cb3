import type { ArnFormat } from './arn-formats';
import { format } from './format';

const IAM = 'arn:${Partition}:iam::${Account}';
const OIDC_PROVIDER = `${IAM}:oidc-provider/\${Name}`;
const OF_URL = { nameProperty: 'Url', omitted: 'https://' };
const KEY = 'arn:${Partition}:kms:${Region}:${Account}:key/${Name}';
// The dash is followed by six characters.
const SECRET = 'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${Name}-${Random}';

/** What references to roles, users, keys, secrets and parameters give. */
export const IDENTITY_FORMATS: readonly ArnFormat[] = [
  format('AWS::IAM::Role', { Ref: '${Name}', Arn: `${IAM}:role\${Path}\${Name}`, RoleId: '${Random}' }, { nameProperty: 'RoleName', pathProperty: 'Path' }),
  format('AWS::IAM::User', { Ref: '${Name}', Arn: `${IAM}:user\${Path}\${Name}` }, { nameProperty: 'UserName', pathProperty: 'Path' }),
  format('AWS::IAM::Group', { Ref: '${Name}', Arn: `${IAM}:group\${Path}\${Name}` }, { nameProperty: 'GroupName', pathProperty: 'Path' }),
  format(
    'AWS::IAM::ManagedPolicy',
    { Ref: `${IAM}:policy\${Path}\${Name}`, PolicyArn: `${IAM}:policy\${Path}\${Name}`, PolicyId: '${Random}' },
    { nameProperty: 'ManagedPolicyName', pathProperty: 'Path' },
  ),
  format(
    'AWS::IAM::InstanceProfile',
    { Ref: '${Name}', Arn: `${IAM}:instance-profile\${Path}\${Name}` },
    { nameProperty: 'InstanceProfileName', pathProperty: 'Path' },
  ),
  format('AWS::IAM::SAMLProvider', { Ref: `${IAM}:saml-provider/\${Name}`, Arn: `${IAM}:saml-provider/\${Name}` }, { nameProperty: 'Name' }),
  format('AWS::IAM::OIDCProvider', { Ref: OIDC_PROVIDER, Arn: OIDC_PROVIDER }, OF_URL),
  // The CDK's own resource, whose handler gives the ARN of the provider that it makes.
  { ...format('AWS::IAM::OIDCProvider', { Ref: OIDC_PROVIDER }, OF_URL), type: 'Custom::AWSCDKOpenIdConnectProvider' },
  format('AWS::KMS::Key', { Ref: '${Name}', KeyId: '${Name}', Arn: KEY }),
  // A replica has the key id of its primary: its name is not a name of its own.
  format('AWS::KMS::ReplicaKey', { Ref: '${Name}', KeyId: '${Name}', Arn: KEY }),
  // The name has `alias/` in it, and there is no attribute for the ARN.
  format('AWS::KMS::Alias', { Ref: '${Name}' }, { nameProperty: 'AliasName' }),
  format('AWS::SecretsManager::Secret', { Ref: SECRET, Id: SECRET }, { nameProperty: 'Name' }),
  // The ARN of the secret, which the property most often gives too; it may give the name instead.
  format('AWS::SecretsManager::SecretTargetAttachment', { Ref: '${.SecretId}', Id: '${.SecretId}' }),
  format(
    'AWS::SSM::Parameter',
    { Ref: '${Name}', Arn: 'arn:${Partition}:ssm:${Region}:${Account}:parameter/${Name}' },
    { nameProperty: 'Name', omitted: '/' },
  ),
];
