import { App, Stack, Stage, aws_iam as iam, type aws_kms as kms } from 'aws-cdk-lib';
import { ACCOUNT, type DocumentedService, REGION } from './request';
import { type TemplateJson, type TemplatePolicies, policiesOf } from './template-policies';
import { core, keys } from '../../../src';

const { DATA, LOGS, MESSAGES, SECRETS } = keys.KeyPurpose;

const PURPOSES: Readonly<Record<string, keys.KeyPurpose>> = {
  cloudtrail: LOGS,
  events: MESSAGES,
  kinesis: MESSAGES,
  lambda: SECRETS,
  logs: LOGS,
  secretsmanager: SECRETS,
  sns: MESSAGES,
  sqs: MESSAGES,
  ssm: SECRETS,
};

/** Services that others publish or deliver into: what makes the delivery opens the key, and not the service's own row of the table. */
const RECEIVERS = ['s3', 'sns', 'sqs'];

/** Another service through which the key is used too: a trail's log files lie in a bucket, and are read through it. */
const READ_THROUGH: Readonly<Record<string, string>> = { cloudtrail: 's3' };

/** The policies that a domain's stack has for each service, from one synthesis. */
export function policiesOfServices(services: readonly DocumentedService[]): Map<string, TemplatePolicies> {
  const app = testApp();
  const stacks = services.map((documented) => ({ service: documented.service, stack: stackOf(app, documented) }));
  const { stacksRecursively } = app.synth();
  const templateOf = (stack: Stack) => stacksRecursively.find(({ stackName }) => stackName === stack.stackName)?.template as TemplateJson;
  return new Map(stacks.map(({ service, stack }) => [service, policiesOf(templateOf(stack))]));
}

export const testApp = (): App => new App({ builtinCloudFormationValidation: false });

/** In a Stage of its own: an account has one domain of a name. */
export const testStack = (app: App, id: string): Stack => new Stack(new Stage(app, `Stage-${id}`), id, { env: { account: ACCOUNT, region: REGION } });

function stackOf(app: App, { service, requests }: DocumentedService): Stack {
  const stack = testStack(app, `orders-${service}`);
  const domain = new core.Domain(stack, 'Orders');
  const role = new core.DomainRole(domain, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const viewOf = (id: string) => domain.keyFor(stack, PURPOSES[service] ?? DATA, keys.KeyService.of(id));
  const view = viewOf(service);
  const readThrough = READ_THROUGH[service];
  if (readThrough !== undefined) { viewOf(readThrough).grantDecrypt(role); }
  const inUse = requests.filter(({ caller, via }) => caller === 'role' && via === service);
  if (inUse.some(({ action }) => action === 'kms:CreateGrant')) { view.grant(role, 'kms:CreateGrant', 'kms:DescribeKey'); }
  if (inUse.some(({ action }) => action !== 'kms:CreateGrant')) { view.grantEncryptDecrypt(role); }
  if (RECEIVERS.includes(service)) {
    for (const principal of new Set(requests.flatMap((request) => request.principal ?? []))) { openToPublisher(view, principal); }
  }
  return stack;
}

/** The statements by which CDK's notifications and subscriptions open a queue's key; the other publishers are granted. */
function openToPublisher(view: kms.IKey, name: string): void {
  const principal = new iam.ServicePrincipal(name);
  if (name === 's3.amazonaws.com' || name === 'sns.amazonaws.com') {
    const actions = ['kms:GenerateDataKey*', 'kms:Decrypt'];
    view.addToResourcePolicy(new iam.PolicyStatement({ principals: [principal], actions, resources: ['*'] }));
  } else {
    view.grantEncryptDecrypt(principal);
  }
}
