import { ACCOUNT, type Call, type Caller, OTHER_ACCOUNT, type RoleCaller, type ServiceCaller, roleArn } from './request';

/** A change of a documented call after which it must be denied, whatever the caller's identity policies say. */
export interface Variant {
  readonly name: string;
  /** The call, changed; `undefined` where the change makes no sense for it. `role` is the domain's role. */
  change(call: Call, role: RoleCaller): Call | undefined;
}

export const FROM_ANOTHER_ACCOUNT = 'from another account';

const domain = (name: string): Record<string, string> => ({ domain: name });

const NOT_OPENED = 'workmail';

/** Encryption contexts with the resource's account that come with every cryptographic call through their service, say AWS's pages. */
const BINDING_CONTEXTS = ['SecretARN', 'aws:dynamodb:subscriberId', 'aws:kinesis:arn'];

/** A service's own call has no direct form: its place is taken by the domain's role that makes the same call. */
const callerOr = (role: RoleCaller, caller: Caller): Caller => ('service' in caller ? role : caller);

const by = (caller: Caller) => (call: Call): Call => ({ ...call, caller });

export const VARIANTS: readonly Variant[] = [
  { name: 'made directly', change: (call, role) => ({ ...call, caller: callerOr(role, call.caller), via: undefined }) },
  {
    name: 'through a service that the key is not opened to',
    change: (call, role) => ({ ...call, caller: callerOr(role, call.caller), via: NOT_OPENED }),
  },
  { name: FROM_ANOTHER_ACCOUNT, change: fromAnotherAccount },
  { name: 'for a resource of another account', change: forResourceOfAnotherAccount },
  { name: 'from another domain', change: by({ roleArn: roleArn('gold/billing/x'), tags: domain('billing') }) },
  { name: 'from another domain that wears this domain\'s tag', change: by({ roleArn: roleArn('gold/billing/x'), tags: domain('orders') }) },
  { name: 'from a domain whose name begins alike', change: by({ roleArn: roleArn('gold/orders-eu/x'), tags: domain('orders') }) },
  { name: 'from the domain\'s path without its tag', change: by({ roleArn: roleArn('gold/orders/x'), tags: {} }) },
  { name: 'from a role outside every domain', change: by({ roleArn: roleArn('operations'), tags: domain('orders') }) },
  {
    name: 'as a grant that is not for an AWS resource',
    change: (call) => (call.action === 'kms:CreateGrant' ? { ...call, grantIsForAWSResource: false } : undefined),
  },
];

function fromAnotherAccount(call: Call): Call {
  const { caller } = call;
  if (!('service' in caller)) { return { ...call, caller: { ...caller, roleArn: inOtherAccount(caller.roleArn) } }; }
  const { sourceAccount, sourceArn } = caller;
  const confused: ServiceCaller = {
    ...caller,
    sourceAccount: sourceAccount === undefined ? undefined : OTHER_ACCOUNT,
    sourceArn: sourceArn === undefined ? undefined : inOtherAccount(sourceArn),
  };
  // where no source is sent, the encryption context names the resource whose owner asks
  const hasSource = sourceAccount !== undefined || sourceArn !== undefined;
  return { ...call, caller: confused, encryptionContext: hasSource ? call.encryptionContext : contextInOtherAccount(call) };
}

function forResourceOfAnotherAccount(call: Call): Call | undefined {
  const isBound = Object.keys(call.encryptionContext ?? {}).some((key) => BINDING_CONTEXTS.includes(key));
  return isBound && call.action !== 'kms:CreateGrant' ? { ...call, encryptionContext: contextInOtherAccount(call) } : undefined;
}

const contextInOtherAccount = ({ encryptionContext }: Call): Call['encryptionContext'] =>
  encryptionContext && Object.fromEntries(Object.entries(encryptionContext).map(([key, value]) => [key, inOtherAccount(value)]));

const inOtherAccount = (value: string): string => value.replaceAll(ACCOUNT, OTHER_ACCOUNT);
