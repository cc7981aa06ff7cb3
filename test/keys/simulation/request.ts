import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';

export const ACCOUNT = '111111111111';
export const REGION = 'ap-northeast-2';
export const OTHER_ACCOUNT = '222222222222';

/** A request that a service's page says is made, as transcribed in `test/keys/requests`. */
export interface DocumentedRequest {
  readonly name: string;
  readonly phase: 'create' | 'use';
  readonly caller: 'deployer' | 'role' | 'service';
  readonly action: string;
  readonly via?: string;
  readonly grantIsForAWSResource?: boolean;
  readonly context?: Readonly<Record<string, string>>;
  readonly principal?: string;
  readonly sourceAccount?: boolean;
  readonly sourceArn?: string;
  readonly page: string;
}

export interface DocumentedService { readonly service: string; readonly requests: readonly DocumentedRequest[] }

/** A role with a session: the session's tags count, not the role's. */
export interface RoleCaller { readonly roleArn: string; readonly tags: Readonly<Record<string, string>> }

/** A service's own principal, with the source that AWS puts into its calls. */
export interface ServiceCaller { readonly service: string; readonly sourceAccount?: string; readonly sourceArn?: string }

export type Caller = RoleCaller | ServiceCaller;

/** A call of KMS as it arrives there. */
export interface Call {
  readonly caller: Caller;
  readonly action: string;
  readonly via?: string;
  readonly encryptionContext?: Readonly<Record<string, string>>;
  readonly grantIsForAWSResource?: boolean;
  readonly pendingWindowInDays?: number;
}

const REQUESTS = path.join(__dirname, '..', 'requests');

export function documentedServices(): DocumentedService[] {
  return readdirSync(REQUESTS).sort().map((file) => JSON.parse(readFileSync(path.join(REQUESTS, file), 'utf8')) as DocumentedService);
}

export const roleArn = (pathAndName: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/${pathAndName}`;

export const DEPLOYER: RoleCaller = { roleArn: roleArn(`cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`), tags: {} };

/** The call that a documented request arrives as; `role` is the domain's role of the template. */
export function callOf(request: DocumentedRequest, role: RoleCaller): Call {
  const { action, via, grantIsForAWSResource, context } = request;
  return { caller: callerOf(request, role), action, via, grantIsForAWSResource, encryptionContext: context };
}

function callerOf({ caller, principal, sourceAccount, sourceArn }: DocumentedRequest, role: RoleCaller): Caller {
  switch (caller) {
    case 'deployer': return DEPLOYER;
    case 'role': return role;
    case 'service':
      if (principal === undefined) { throw new Error('a request of a service names its principal'); }
      return { service: principal, sourceAccount: sourceAccount ? ACCOUNT : undefined, sourceArn };
  }
}

/** The context keys as AWS fills them in, those derived from the caller among them: the simulator derives none. */
export function contextKeysOf({ caller, via, encryptionContext, grantIsForAWSResource, pendingWindowInDays }: Call): Record<string, string> {
  return {
    ...('service' in caller ? keysOfService(caller) : keysOfRole(caller)),
    ...(via === undefined ? {} : { 'kms:ViaService': `${via}.${REGION}.amazonaws.com` }),
    ...(grantIsForAWSResource === undefined ? {} : { 'kms:GrantIsForAWSResource': String(grantIsForAWSResource) }),
    ...(pendingWindowInDays === undefined ? {} : { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(pendingWindowInDays) }),
    ...prefixed('kms:EncryptionContext:', encryptionContext ?? {}),
  };
}

function keysOfRole({ roleArn: arn, tags }: RoleCaller): Record<string, string> {
  const account = arn.split(':')[4];
  return {
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalIsAWSService': 'false',
    'kms:CallerAccount': account,
    ...prefixed('aws:PrincipalTag/', tags),
  };
}

function keysOfService({ service, sourceAccount, sourceArn }: ServiceCaller): Record<string, string> {
  return {
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': service,
    ...(sourceAccount === undefined ? {} : { 'aws:SourceAccount': sourceAccount }),
    ...(sourceArn === undefined ? {} : { 'aws:SourceArn': sourceArn }),
  };
}

const prefixed = (prefix: string, values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value]));
