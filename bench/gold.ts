import type { Stack } from 'aws-cdk-lib';
import { aws_dynamodb as dynamodb, aws_lambda as lambda } from 'aws-cdk-lib';
import type { core } from '..';
import { compute, data, environment, secrets } from '..';

const DOMAINS = ['Orders', 'Payments', 'Audit'];

/** A gold environment with three domains, each with a bucket, a table, a queue, a topic, a secret and a function. */
export function gold(stack: Stack): void {
  const environmentOfAll = new environment.GoldEnvironment(stack, 'Gold');
  for (const name of DOMAINS) {
    const domain: core.Domain = environmentOfAll.addDomain(name);
    const bucket = new data.DomainBucket(domain, 'Bucket');
    const table = new data.DomainTable(domain, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const queue = new data.DomainQueue(domain, 'Queue');
    const topic = new data.DomainTopic(domain, 'Topic');
    const secret = new secrets.DomainSecret(domain, 'Secret');
    const fn = new compute.DomainFunction(domain, 'Function', {
      vpc: environmentOfAll.vpc, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'), environment: { NAME: name },
    });
    bucket.grantReadWrite(fn);
    table.grantReadWriteData(fn);
    queue.grantSendMessages(fn);
    topic.grantPublish(fn);
    secret.grantRead(fn);
  }
}
