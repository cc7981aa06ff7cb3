import { type Consumer, consumersOf } from './consumer';
import { type Delivered, deliveriesOf } from './delivered';
import { type RoleModel, rolesOf, tagsOf } from './identity';
import type { KeyModel } from './key-access';
import { holeIn } from '../engine';

import { DEFAULT_USAGE, OPERATIONS_OF_USAGE } from '../facts/key-usage';
import { CRYPTOGRAPHIC } from '../facts/kms-actions';
import type { Choices } from '../template/case';
import type { Deployment, Placed } from '../template/deployment';
import type { StackTemplate } from '../template/stack-template';

/** A deployment in one case: its roles, and what is encrypted with what. */
export class App {
  private readonly byKey = new Map<string, Consumer[]>();
  private rolesByArn?: ReadonlyMap<string, RoleModel>;
  private aliasesByKey?: ReadonlyMap<string, readonly Placed[]>;
  private deliveriesByPlace?: ReadonlyMap<string, readonly Delivered[]>;
  private indexed = false;

  constructor(public readonly deployment: Deployment, private readonly choices: Choices) {}

  public get roles(): readonly RoleModel[] {
    this.rolesByArn ??= new Map(rolesOf(this.deployment, this.choices).map((role) => [role.arn, role]));
    return [...this.rolesByArn.values()];
  }

  /** The role of an ARN, where it is in the templates. */
  public role(arn: string): RoleModel | undefined {
    return this.roles.length === 0 ? undefined : this.rolesByArn!.get(arn);
  }

  /** The services that deliver to a resource by themselves. */
  public deliveries({ names }: Consumer): readonly Delivered[] {
    this.deliveriesByPlace ??= deliveriesOf(this.deployment, this.choices);
    return names.flatMap((name) => this.deliveriesByPlace!.get(name) ?? []);
  }

  /** What is encrypted with a key. */
  public consumers(key: Placed): readonly Consumer[] {
    if (!this.indexed) {
      this.indexed = true;
      for (const consumer of consumersOf(this.deployment, this.choices)) { this.byKey.set(consumer.key, [...this.byKey.get(consumer.key) ?? [], consumer]); }
    }
    return this.keyNames(key).flatMap((name) => this.byKey.get(name) ?? []);
  }

  /** The aliases of a key that are in the templates. */
  public aliasesOf(key: Placed): Placed[] {
    const resolver = this.deployment.resolver(key.stack, this.choices);
    const targets = [resolver.text({ Ref: key.resource.logicalId }), resolver.text({ 'Fn::GetAtt': [key.resource.logicalId, 'Arn'] })];
    this.aliasesByKey ??= this.aliases();
    return targets.flatMap((target) => this.aliasesByKey!.get(target) ?? []);
  }

  /** What a value of a stack is in this case. */
  public textIn(stack: StackTemplate, value: unknown): string {
    return this.deployment.resolver(stack, this.choices).text(value);
  }

  /** The account that a role is in. */
  public accountOf({ placed }: RoleModel): string {
    return this.deployment.resolver(placed.stack, this.choices).account;
  }

  /** What policies may call a resource. */
  public namesOf({ stack, resource: { logicalId } }: Placed): string[] {
    return [{ Ref: logicalId }, { 'Fn::GetAtt': [logicalId, 'Arn'] }].map((value) => this.textIn(stack, value)).filter((text) => holeIn(text) === undefined);
  }

  /** A key as proofs see it. */
  public key({ stack, resource: { logicalId, properties } }: Placed, organization?: string): KeyModel {
    const resolver = this.deployment.resolver(stack, this.choices);
    const usage = properties.KeyUsage === undefined ? DEFAULT_USAGE : resolver.text(properties.KeyUsage);
    const operations = OPERATIONS_OF_USAGE[usage];
    return {
      arn: resolver.text({ 'Fn::GetAtt': [logicalId, 'Arn'] }),
      account: resolver.account,
      policy: properties.KeyPolicy === undefined ? defaultKeyPolicy(resolver.partition, resolver.account) : resolver.resolve(properties.KeyPolicy),
      organization,
      grants: [],
      inoperable: operations === undefined ? [] : CRYPTOGRAPHIC.filter((action) => !operations.includes(action)),
      tags: tagsOf(resolver, properties.Tags),
      facts: {
        'kms:keyusage': usage,
        'kms:keyspec': properties.KeySpec === undefined ? 'SYMMETRIC_DEFAULT' : resolver.text(properties.KeySpec),
        'kms:keyorigin': properties.Origin === undefined ? 'AWS_KMS' : resolver.text(properties.Origin),
        'kms:multiregion': properties.MultiRegion === undefined ? 'false' : resolver.text(properties.MultiRegion),
      },
    };
  }

  /** What a property may name a key by: its id, its ARN, or an alias of the templates. */
  private keyNames(key: Placed): string[] {
    const [id, arn] = this.namesOf(key);
    const aliases = this.aliasesOf(key).map((alias) => this.textIn(alias.stack, alias.resource.properties.AliasName));
    return [id, arn, ...aliases.flatMap((alias) => [alias, arn.replace(/:key\/.*$/s, `:${alias}`)])];
  }

  private aliases(): Map<string, Placed[]> {
    const all = new Map<string, Placed[]>();
    for (const alias of this.deployment.ofType('AWS::KMS::Alias').filter((placed) => this.deployment.exists(placed, this.choices))) {
      const target = this.textIn(alias.stack, alias.resource.properties.TargetKeyId);
      all.set(target, [...all.get(target) ?? [], alias]);
    }
    return all;
  }
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const defaultKeyPolicy = (partition: string, account: string): unknown => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
});

