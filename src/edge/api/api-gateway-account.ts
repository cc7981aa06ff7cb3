import { RemovalPolicy, Stack, aws_apigateway as apigateway, aws_iam as iam } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { Domain, DomainRole } from '../../core';
import { acknowledge } from '../../private/acknowledge';
import { refuseUnless } from '../../private/errors';
import { Register } from '../../private/register';

/** Properties of the account's setting of API Gateway. */
export interface ApiGatewayAccountProps {
  /**
   * The domain that owns the role, usually the platform's.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;
}

/**
 * Lets API Gateway write the logs of an account's REST APIs in a Region: there is one such setting for all of them, so make it once, in one stack.
 *
 * REST APIs can't be deployed where nobody made it. It stays when its stack goes away, since other APIs may rely on it.
 *
 * @example
 * const platform = new core.Domain(this, 'Platform');
 * new edge.ApiGatewayAccount(platform, 'ApiGatewayAccount');
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiGatewayAccount extends Construct {
  /** @internal the stage waits for the setting, if the app makes it, whichever is declared first */
  public static _beforeStage(stage: apigateway.Stage): void {
    const place = placeOf(stage);
    STAGES.set(stage, stage.node.path, stage);
    const account = ACCOUNTS.get(stage, place);
    if (account) { stage.node.addDependency(account); }
  }

  /** The role by which API Gateway writes logs. */
  public readonly role: DomainRole;

  constructor(scope: Construct, id: string, props: ApiGatewayAccountProps = {}) {
    super(scope, id);
    const place = placeOf(this);
    refuseUnless(ACCOUNTS.get(this, place) === undefined, {
      what: 'ApiGatewayAccount',
      got: `a second one: the first is '${ACCOUNTS.get(this, place)?.node.path ?? ''}'`,
      allowed: 'one for an account and Region',
      fix: 'the second would overwrite the first: remove one of them',
    });
    const domain = props.domain ?? Domain.of(scope);
    domain.tag(this);
    this.role = new DomainRole(this, 'Role', {
      domain,
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      description: 'API Gateway writes the logs of REST APIs',
    });
    this.role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(MANAGED_POLICY));
    const setting = new apigateway.CfnAccount(this, 'Resource', { cloudWatchRoleArn: this.role.roleArn });
    setting.node.addDependency(this.role);
    for (const construct of [this.role, setting]) { retain(construct); }
    acknowledge(this.role, 'AwsSolutions', `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${MANAGED_POLICY}]`,
      'API Gateway refuses a role that lacks any permission of this policy, and writes the logs of all APIs of the Region by it');
    ACCOUNTS.set(this, place, this);
    for (const stage of STAGES.values(this).filter((other) => placeOf(other) === place)) { stage.node.addDependency(this); }
  }
}

const MANAGED_POLICY = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';
const ACCOUNTS = new Register<ApiGatewayAccount>('api-gateway-accounts');
const STAGES = new Register<apigateway.Stage>('api-gateway-stages');

const placeOf = (scope: IConstruct): string => `${Stack.of(scope).account}/${Stack.of(scope).region}`;

const retain = (construct: IConstruct): void => {
  const resource = construct instanceof apigateway.CfnAccount ? construct : construct.node.defaultChild as iam.CfnRole;
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
};
