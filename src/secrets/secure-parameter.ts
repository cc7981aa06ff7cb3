import { createHash } from 'node:crypto';
import { CustomResource, Duration, RemovalPolicy, Stack, aws_events as events, aws_iam as iam, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ParameterPolicy } from './parameter-policy';
import type { ParameterValue } from './parameter-value';
import { Domain } from '../core';
import { KeyPurpose, KeyService, KeyUser } from '../keys';
import { PARAMETER_LIMITS, checkLabel, fullParameterName } from './private/parameter-name';
import { ParameterProvider, parameterArnOf } from './private/parameter-provider';
import { areDifferent } from '../private/arns';
import { refuseUnless } from '../private/errors';
import { CLASSIFICATION_TAG, DOMAIN_TAG, domainNameOf } from '../private/names';

/** Properties of a domain's encrypted parameter. */
export interface SecureParameterProps {
  /** Where the value comes from. */
  readonly value: ParameterValue;

  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Name of the parameter below the domain's path: `api/token` of the domain `orders` is `/orders/api/token`. Letters, digits and `_.-`, in
   * up to 14 levels with `/` between them. Another name is another parameter, with another value.
   *
   * @default - the construct's id in lower case, words apart: `ApiToken` is `api-token`
   */
  readonly name?: string;

  /**
   * What the parameter opens: up to 1024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * What Parameter Store does by itself as time passes: up to 10 policies. With any, AWS charges for an advanced parameter.
   *
   * @default - nothing; the parameter is a standard one unless its value is over 4 KB
   */
  readonly policies?: ParameterPolicy[];

  /**
   * A label that each deployment puts on the version it leaves behind, by which that version can be read: up to 100 characters.
   *
   * @default - no label
   */
  readonly label?: string;

  /**
   * What becomes of the parameter when it leaves the stack.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A SecureString of Parameter Store, encrypted with its domain's key, under the domain's own path.
 *
 * CloudFormation can't make one, so a function of the domain does. The value is in no template, no answer and no log. A parameter that
 * exists already is refused, and none is deleted that this resource did not make.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new secrets.SecureParameter(orders, 'ApiToken', { value: secrets.ParameterValue.enteredByOperator() });
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
export class SecureParameter extends Construct {
  /** The domain that owns the parameter. */
  public readonly domain: Domain;
  /** Full name of the parameter: `/<domain>/<name>`. */
  public readonly parameterName: string;
  /** ARN of the parameter. */
  public readonly parameterArn: string;
  /** Number of the version that the last deployment which changed the parameter left behind. Parameter Store keeps the last 100. */
  public readonly version: string;

  private readonly key: kms.IKey;
  private readonly policyTypes: readonly string[];

  constructor(scope: Construct, id: string, props: SecureParameterProps) {
    super(scope, id);
    const { description, label, policies = [] } = props;
    this.domain = props.domain ?? Domain.of(scope);
    this.parameterName = fullParameterName(this.domain.name, props.name ?? domainNameOf(id));
    this.parameterArn = parameterArnOf(this, this.parameterName);
    this.policyTypes = policies.map(({ _type }) => _type);
    const { descriptionCharacters } = PARAMETER_LIMITS;
    refuseUnless((description ?? '').length <= descriptionCharacters, {
      what: 'description', got: `${description?.length} characters`, allowed: `up to ${descriptionCharacters}`, fix: 'shorten it',
    });
    const { removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE } = props;
    refuseUnless(removalPolicy !== RemovalPolicy.SNAPSHOT, {
      what: 'removalPolicy', got: removalPolicy, allowed: 'a policy that retains or destroys', fix: 'Parameter Store takes no snapshots: leave it out',
    });
    this.key = this.domain.keyFor(this, KeyPurpose.SECRETS, KeyService.SSM);
    const provider = ParameterProvider.of(this, this.domain);
    provider.allow(this.parameterName, this.parameterArn, this.key, label !== undefined);
    const resource = new CustomResource(this, `Resource${digestOf(this.parameterName)}`, {
      resourceType: 'Custom::SecureParameter',
      serviceToken: provider.serviceToken,
      serviceTimeout: Duration.minutes(10),
      removalPolicy,
      properties: {
        Name: this.parameterName,
        KeyId: this.key.keyArn,
        Description: description,
        Policies: ParameterPolicy._text(policies),
        Label: label === undefined ? undefined : checkLabel(label),
        Tags: { [DOMAIN_TAG]: this.domain.name, [CLASSIFICATION_TAG]: this.domain.classification },
        Value: props.value._bind(provider.role),
      },
    });
    resource.node.addDependency(provider.role); // its policies too: without them the function may do nothing
    this.version = resource.getAttString('Version');
  }

  /** Lets a role of the same account read the parameter, all of its versions, and decrypt them through Parameter Store only. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ['ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters'], ['kms:Decrypt']);
  }

  /**
   * Lets a role of the same account store new versions of the value, and label them, without reading any.
   *
   * Whoever writes must name the domain's key with each new version, or Parameter Store takes the account's own.
   */
  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ['ssm:LabelParameterVersion', 'ssm:PutParameter'], ['kms:Encrypt', 'kms:GenerateDataKey']);
  }

  /**
   * A rule for the notices that the parameter expires soon.
   *
   * @throws if the parameter has no policy of the kind
   */
  public onExpirationNotice(id: string, options: events.OnEventOptions = {}): events.Rule { return this.onPolicy(id, 'ExpirationNotification', options); }

  /**
   * A rule for the expiration of the parameter: Parameter Store has deleted it.
   *
   * @throws if the parameter has no policy of the kind
   */
  public onExpired(id: string, options: events.OnEventOptions = {}): events.Rule { return this.onPolicy(id, 'Expiration', options); }

  /**
   * A rule for the notices that nobody has changed the parameter.
   *
   * @throws if the parameter has no policy of the kind
   */
  public onNoChange(id: string, options: events.OnEventOptions = {}): events.Rule { return this.onPolicy(id, 'NoChangeNotification', options); }

  /** A rule for changes of the parameter: it was created, updated, deleted, or a version was labelled. AWS sends these events with best effort. */
  public onChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, 'Parameter Store Change', { name: [this.parameterName] }, options);
  }

  private grant(grantee: iam.IGrantable, actions: string[], keyActions: string[]): iam.Grant {
    const { account } = Stack.of(this);
    const theirs = KeyUser.of(grantee).principalAccount(this);
    refuseUnless(!areDifferent(theirs, account), {
      what: `a grant on the parameter '${this.parameterName}'`,
      got: `a role of account ${theirs}`,
      allowed: `roles of account ${account}`,
      fix: 'share a value with another account by a DomainSecret: a parameter has no policy of its own',
    });
    const onKey = this.key.grant(grantee, ...keyActions);
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.parameterArn] }).combine(onKey);
  }

  private onPolicy(id: string, type: string, options: events.OnEventOptions): events.Rule {
    refuseUnless(this.policyTypes.includes(type), {
      what: `the rule '${id}'`, got: `a parameter without a policy of type ${type}`, allowed: 'a parameter with one', fix: 'add it to `policies`: without it no event ever comes',
    });
    return this.onEvent(id, 'Parameter Store Policy Action', { 'parameter-name': [this.parameterName], 'policy-type': [type] }, options);
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html */
  private onEvent(id: string, detailType: string, detail: Record<string, string[]>, options: events.OnEventOptions): events.Rule {
    const rule = new events.Rule(this, id, options);
    rule.addTarget(options.target);
    rule.addEventPattern({ source: ['aws.ssm'], detailType: [detailType], detail });
    return rule;
  }
}

/** In the logical id, so that another name is another resource: the old one is deleted, or kept, with what made it. */
const digestOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 8);
