import { type Consumer, consumersOf } from './consumer';
import { type Delivered, deliveriesOf } from './delivered';
import { type RoleModel, rolesOf } from './identity';
import { originAccess } from './origin-access';
import { type PromisedAccess, PromisedAccesses } from './promised-access';
import { hasSymbol, holeIn } from '../engine';
import type { Deployment, Placed } from '../template/deployment';
import { madeUp } from '../template/marker';
import type { Resolver } from '../template/resolver';
import type { StackTemplate } from '../template/stack-template';

/** The partition, the account, and the path and name of a role. */
const ROLE = /^arn:([^:]*):iam::([^:]*):role\/(.*)$/s;

/** What all claims about a deployment look up: its roles, what is encrypted with what, and who delivers where. */
export class App {
  private promised?: PromisedAccesses;
  private rolesByArn?: ReadonlyMap<string, readonly RoleModel[]>;
  private consumersByKey?: ReadonlyMap<string, readonly Consumer[]>;
  private aliasesByKey?: ReadonlyMap<string, readonly Placed[]>;
  private replicasByKey?: ReadonlyMap<string, readonly Placed[]>;
  private readonly consumersOf = new WeakMap<Placed['resource'], readonly Consumer[]>();
  private readonly names = new WeakMap<Placed['resource'], string[]>();
  private originIdentities?: ReadonlyMap<string, string>;
  private deliveriesByPlace?: ReadonlyMap<string, readonly Delivered[]>;

  constructor(public readonly deployment: Deployment) {}

  public get roles(): readonly RoleModel[] {
    return [...this.byArn.values()].flat();
  }

  /** The role of an ARN as it may be in a case; many where more than the choices of the case decides about it. */
  public rolesIn({ choices }: Resolver, arn: string): readonly RoleModel[] {
    return (this.byArn.get(arn) ?? []).filter((role) => role.choices.agreesWith(choices));
  }

  /** The role of an ARN, where it is in the templates and the same in every case. */
  public role(arn: string): RoleModel | undefined {
    const found = this.byArn.get(arn) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }

  /** The roles that an ARN names, in every case: where the account is not known, those of all templates that have one of the name. */
  public rolesNamed(arn: string): readonly RoleModel[] {
    const [, partition, account = '', name] = ROLE.exec(arn) ?? [];
    if (name === undefined || hasSymbol(name)) { return this.byArn.get(arn) ?? []; }
    return this.roles.filter((role) => {
      const [, otherPartition, otherAccount = '', otherName] = ROLE.exec(role.arn) ?? [];
      return otherName === name && otherPartition === partition && (otherAccount === account || hasSymbol(account) || hasSymbol(otherAccount));
    });
  }

  /** What is encrypted with a key. */
  public consumers(key: Placed): readonly Consumer[] {
    const known = this.consumersOf.get(key.resource);
    if (known) { return known; }
    this.consumersByKey ??= grouped(consumersOf(this.deployment), (consumer) => consumer.key);
    const found = [...new Set(this.keyNames(key).flatMap((name) => this.consumersByKey!.get(name) ?? []))];
    this.consumersOf.set(key.resource, found);
    return found;
  }

  /** What roles' own policies promise them on a resource, in a case. */
  public promises(consumer: Consumer, { choices }: Resolver): PromisedAccess[] {
    this.promised ??= new PromisedAccesses(this.roles);
    return this.promised.on(consumer).filter(({ role }) => role.choices.agreesWith(choices));
  }

  /** The services that deliver to a resource by themselves. */
  public deliveries({ names }: Consumer): readonly Delivered[] {
    this.deliveriesByPlace ??= deliveriesOf(this.deployment);
    return [...new Set(names.flatMap((name) => this.deliveriesByPlace!.get(name) ?? []))];
  }

  /** CloudFront's origin access identities of the templates as principals, by what policies may call them. */
  public get originAccess(): ReadonlyMap<string, string> {
    this.originIdentities ??= originAccess(this.deployment);
    return this.originIdentities;
  }

  /** The aliases of a key that are in the templates. */
  public aliasesOf(key: Placed): readonly Placed[] {
    this.aliasesByKey ??= grouped(this.deployment.ofType('AWS::KMS::Alias'), ({ stack, resource }) => this.deployment.settledText(stack, resource.properties.TargetKeyId));
    return this.namesOf(key).flatMap((name) => this.aliasesByKey!.get(name) ?? []);
  }

  /** The replicas of a key that are in the templates. */
  public replicasOf(key: Placed): readonly Placed[] {
    this.replicasByKey ??= grouped(this.deployment.ofType('AWS::KMS::ReplicaKey'), ({ stack, resource }) => this.textIn(stack, resource.properties.PrimaryKeyArn));
    return this.namesOf(key).flatMap((name) => this.replicasByKey!.get(name) ?? []);
  }

  /** What a value of a stack is. */
  public textIn(stack: StackTemplate, value: unknown): string {
    return this.deployment.settledText(stack, value);
  }

  /** What policies and properties may call a resource. */
  public namesOf({ stack, resource }: Placed): string[] {
    const known = this.names.get(resource);
    if (known) { return known; }
    const values = [{ Ref: resource.logicalId }, { 'Fn::GetAtt': [resource.logicalId, 'Arn'] }];
    const found = values.map((value) => this.textIn(stack, value)).filter((text) => holeIn(text) === undefined);
    this.names.set(resource, found);
    return found;
  }

  /** Of some ARNs, those that name no account and are of resources of the templates: anybody may have taken another name. */
  public accountlessArns(arns: readonly string[]): string[] {
    const accountless = arns.filter((arn) => /^arn:[^:]*:[^:]*:[^:]*::/.test(arn) && !/[*?]/.test(arn));
    if (accountless.length === 0) { return []; }
    const buckets = new Set(this.deployment.ofType('AWS::S3::Bucket').flatMap((bucket) => this.namesOf(bucket)));
    // names that a deployment makes up for resources, and for nothing else
    const madeUpNames = this.deployment.resources.map(({ stack, resource }) => madeUp(`${stack.stack}/${resource.logicalId}`));
    return accountless.filter((arn) => buckets.has(arn) || madeUpNames.some((name) => arn.includes(name)));
  }

  private get byArn(): ReadonlyMap<string, readonly RoleModel[]> {
    this.rolesByArn ??= grouped(rolesOf(this.deployment), ({ arn }) => arn);
    return this.rolesByArn;
  }

  /** What a property may name a key by: its id, its ARN, or an alias of the templates. */
  private keyNames(key: Placed): string[] {
    const [id, arn = ''] = this.namesOf(key);
    const aliases = this.aliasesOf(key).map((alias) => this.textIn(alias.stack, alias.resource.properties.AliasName));
    return [id, arn, ...aliases.flatMap((alias) => [alias, arn.replace(/:key\/.*$/s, `:${alias}`)])];
  }
}

function grouped<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const all = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const known = all.get(key);
    if (known) { known.push(value); } else { all.set(key, [value]); }
  }
  return all;
}
