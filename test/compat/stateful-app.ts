import { Duration, type Stack, aws_dynamodb as dynamodb, aws_ec2 as ec2, aws_lambda as lambda } from 'aws-cdk-lib';
import { compute, core, data, environment, secrets } from '../../src';

/** One of every construct that holds state, in every shape that has ids of its own. A new one is added here, and frozen at its release. */
export function buildAll(stack: Stack): void {
  const gold = new environment.GoldEnvironment(stack, 'Gold');
  const orders = gold.addDomain('Orders');
  const database = secrets.Database.server({
    host: 'db.example', port: 5432, access: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Server', 'sg-0123456789abcdef0'),
  });
  new secrets.DomainSecret(orders, 'Rotating', { rotation: secrets.Rotation.postgres({ database, username: 'orders', vpc: gold.vpc }) });
  new secrets.DomainSecret(orders, 'Issued', {
    rotation: secrets.Rotation.apiKey({ provider: lambda.Code.fromAsset(__dirname), fields: ['apiKey'], vpc: gold.vpc }),
  });
  new secrets.SecureParameter(orders, 'Parameter', { value: secrets.ParameterValue.generated() });
  const alone = new core.Domain(stack, 'OneKey', { keyGranularity: core.KeyGranularity.PER_DOMAIN });
  for (const domain of [orders, alone]) {
    new data.DomainBucket(domain, 'Bucket');
    new data.DomainBucket(domain, 'Locked', { lockFor: Duration.days(30) });
    new data.DomainTable(domain, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    new data.DomainQueue(domain, 'Queue');
    new data.DomainQueue(domain, 'Ordered', { fifo: true });
    new data.DomainTopic(domain, 'Topic');
    new data.DomainLogGroup(domain, 'Logs');
    new secrets.DomainSecret(domain, 'Secret');
    new compute.DomainFunction(domain, 'Function', {
      vpc: gold.vpc, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'),
    });
  }
}
