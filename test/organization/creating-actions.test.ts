import { CREATED_OTHERWISE } from '../../src/organization/private/created-otherwise';
import { creatingActions } from '../../src/organization/private/creating-actions';
import { actionsOf, resourceTypes } from '../../src/organization/private/facts';

const namesOf = (type: string): string[] => creatingActions(type).map(({ action }) => action);

/** What AWS's pages say makes a resource of the type. */
test.each<[string, string[]]>([
  ['AWS::S3::Bucket', ['s3:CreateBucket']],
  ['AWS::EFS::FileSystem', ['elasticfilesystem:CreateFileSystem', 'elasticfilesystem:CreateReplicationConfiguration']],
  ['AWS::KMS::Key', ['kms:CreateKey', 'kms:ReplicateKey']],
  ['AWS::EC2::SecurityGroup', ['ec2:CreateSecurityGroup']],
  ['AWS::EC2::FlowLog', ['ec2:CreateFlowLogs']],
  ['AWS::Lambda::Function', ['lambda:CreateFunction']],
  ['AWS::IAM::Role', ['iam:CreateRole']],
  ['AWS::Events::Rule', ['events:PutRule']],
  ['AWS::CertificateManager::Certificate', ['acm:ImportCertificate', 'acm:RequestCertificate']],
  ['AWS::CloudTrail::Trail', ['cloudtrail:CreateTrail']],
  ['AWS::SecretsManager::Secret', ['secretsmanager:CreateSecret', 'secretsmanager:ReplicateSecretToRegions']],
  ['AWS::RDS::DBInstance', [
    'rds:CreateDBInstance', 'rds:CreateDBInstanceReadReplica', 'rds:RestoreDBInstanceFromDBSnapshot', 'rds:RestoreDBInstanceFromS3', 'rds:RestoreDBInstanceToPointInTime',
  ]],
  ['AWS::DynamoDB::Table', [
    'dynamodb:CreateTable', 'dynamodb:ImportTable', 'dynamodb:RestoreTableFromAwsBackup', 'dynamodb:RestoreTableFromBackup', 'dynamodb:RestoreTableToPointInTime',
  ]],
  ['AWS::EC2::Instance', [
    'autoscaling:CreateAutoScalingGroup', 'ec2:CreateFleet', 'ec2:ImportInstance', 'ec2:RequestSpotFleet', 'ec2:RequestSpotInstances', 'ec2:RunInstances',
    'ec2:RunScheduledInstances', 'eks:CreateNodegroup',
  ]],
  ['AWS::EC2::Subnet', ['ec2:CreateDefaultSubnet', 'ec2:CreateSubnet']],
  // and not by AWS IAM Identity Center's action of that name, which the handler calls
  ['AWS::EMRServerless::Application', ['emr-serverless:CreateApplication']],
])('%s is made by %j', (type, actions) => {
  expect(namesOf(type)).toEqual(actions);
});

test('an action that is written down for a type is one of AWS\'s, of a known type, and not found by its name already', () => {
  for (const [type, written] of Object.entries(CREATED_OTHERWISE)) {
    expect(resourceTypes()).toHaveProperty([type]);
    for (const { action } of written) {
      const [service, name] = action.split(':');
      expect(actionsOf(service)).toHaveProperty([name], expect.objectContaining({ level: 'Write' }));
    }
    expect(namesOf(type)).toEqual([...new Set(namesOf(type))]);
  }
});
