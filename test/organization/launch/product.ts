import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Construct } from 'constructs';
import { core, data, organization, secrets } from '../../../src';
import type { LaunchTemplate } from '../../../src/organization/private/launch/template';
import { testApp } from '../../checks/synth';
import { ACCOUNT, REGION, testStack } from '../../checks/template';

export const PRODUCT = 'orders-kit';
export const STACK = `SC-${ACCOUNT}-pp-abcdefghijklm`;
const LAUNCH_ROLE = `arn:aws:iam::${ACCOUNT}:role/gold-launch-${PRODUCT}`;

/** The template of a product with what `build` puts in it. */
export function templateOf(build: (template: organization.ProductTemplate) => void): LaunchTemplate {
  const app = testApp();
  const stack = testStack(app);
  build(new organization.ProductTemplate(stack, 'Product', { productName: PRODUCT, description: 'A product' }));
  const { directory } = app.synth();
  const file = readdirSync(directory).find((name) => name.startsWith('TestProduct') && name.endsWith('.template.json'));
  return JSON.parse(readFileSync(path.join(directory, String(file)), 'utf8')) as LaunchTemplate;
}

/** A domain whose name is asked for, with a bucket, a queue and a secret; `more` puts something else in it. */
export const domainTemplate = (more: (scope: Construct, domain: core.Domain) => void = () => undefined): LaunchTemplate => templateOf((template) => {
  const name = template.ask('DomainName', { label: 'Domain', description: 'The name of the domain', allowedPattern: '^[a-z]+$' });
  const domain = new core.Domain(template, 'Domain', { name: name.valueAsString });
  new data.DomainBucket(template, 'Bucket', { domain });
  new data.DomainQueue(template, 'Queue', { domain });
  new secrets.DomainSecret(template, 'Secret', { domain });
  more(template, domain);
});

/** What the launch role asks of AWS. */
export interface Request { readonly action: string; readonly resource: string; readonly context?: Readonly<Record<string, string>> }

const filled = <T>(value: T): T => JSON.parse(JSON.stringify(value)
  .replaceAll('${AWS::Partition}', 'aws').replaceAll('${AWS::AccountId}', ACCOUNT).replaceAll('${AWS::Region}', REGION).replaceAll('${AWS::URLSuffix}', 'amazonaws.com')) as T;

/** Whether the statements of a launch role allow a request in its account. */
export async function allows(statements: readonly object[], { action, resource, context = {} }: Request): Promise<boolean> {
  const result = await runSimulation({
    request: { principal: LAUNCH_ROLE, action, resource: { resource, accountId: ACCOUNT }, contextVariables: { 'aws:PrincipalOrgID': 'o-aaaaaaaaaa', ...context } },
    identityPolicies: [{ name: 'launch', policy: { Version: '2012-10-17', Statement: filled(statements) } }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    // a key's policy that leaves the decision to IAM
    ...action.startsWith('kms:') ? { resourcePolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }] } } : {},
  }, {});
  if (result.resultType === 'error') { throw new Error(`not judged: ${JSON.stringify(result)}`); }
  return result.overallResult === 'Allowed';
}
