import { Duration, SecretValue, aws_cognito as cognito } from 'aws-cdk-lib';
import { World } from './fixture';
import { LoadBalancerAccess, LoadBalancerAuthentication } from '../../../src/edge';
import { resourceOf } from '../../checks/template';

type Action = Readonly<Record<string, Readonly<Record<string, unknown>>>> & { readonly Type: string };

function actionsWith(authenticationIn: (world: World) => LoadBalancerAuthentication): { actions: readonly Action[]; world: World } {
  const world = new World();
  world.balancer().addSecureTargets('Web', { targets: world.addresses(), hosts: ['shop.example.com'], priority: 1, authentication: authenticationIn(world) });
  return { actions: resourceOf(world.stack, 'AWS::ElasticLoadBalancingV2::ListenerRule').Properties.Actions as Action[], world };
}

const provider = {
  issuer: 'https://id.example.com',
  authorizationEndpoint: 'https://id.example.com/authorize',
  tokenEndpoint: 'https://id.example.com/token',
  userInfoEndpoint: 'https://id.example.com/userinfo',
  clientId: 'shop',
  clientSecret: SecretValue.secretsManager('shop/oidc'),
};

test('a user logs in at the provider before a request is passed on, for an hour', () => {
  const { actions } = actionsWith(() => LoadBalancerAuthentication.oidc(provider));
  expect(actions.map(({ Type }) => Type)).toEqual(['authenticate-oidc', 'forward']);
  expect(actions[0].AuthenticateOidcConfig).toMatchObject({ Issuer: 'https://id.example.com', OnUnauthenticatedRequest: 'authenticate', SessionTimeout: 3600 });
});

test('the client\'s secret is a reference to Secrets Manager', () => {
  const { actions } = actionsWith(() => LoadBalancerAuthentication.oidc({ ...provider, sessionTimeout: Duration.minutes(15) }));
  expect(actions[0].AuthenticateOidcConfig).toMatchObject({ ClientSecret: '{{resolve:secretsmanager:shop/oidc:SecretString:::}}', SessionTimeout: 900 });
});

test('a user logs in at a user pool, and the load balancer may call it by HTTPS', () => {
  const { actions, world } = actionsWith(({ stack }) => LoadBalancerAuthentication.cognito({
    userPool: cognito.UserPool.fromUserPoolId(stack, 'Pool', 'ap-northeast-2_Abcdefghi'),
    userPoolClient: cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', 'client'),
    userPoolDomain: cognito.UserPoolDomain.fromDomainName(stack, 'Login', 'shop-login'),
  }));
  expect(actions.map(({ Type }) => Type)).toEqual(['authenticate-cognito', 'forward']);
  expect(actions[0].AuthenticateCognitoConfig).toMatchObject({ OnUnauthenticatedRequest: 'authenticate', SessionTimeout: 3600, UserPoolDomain: 'shop-login' });
  expect(resourceOf(world.stack, 'AWS::EC2::SecurityGroup', 'ShopLoadBalancer').Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ FromPort: 443, ToPort: 443 })]);
});

test('a program shows a token that the load balancer verifies', () => {
  const { actions } = actionsWith(() => LoadBalancerAuthentication.jwt('https://id.example.com', 'https://id.example.com/keys'));
  expect(actions.map(({ Type }) => Type)).toEqual(['jwt-validation', 'forward']);
  expect(actions[0].JwtValidationConfig).toMatchObject({ Issuer: 'https://id.example.com', JwksEndpoint: 'https://id.example.com/keys' });
});

describe('in isolated subnets', () => {
  const inside = (authentication: LoadBalancerAuthentication) => {
    const world = new World();
    const balancer = world.balancer({ access: LoadBalancerAccess.cloudFront() });
    return () => balancer.addSecureTargets('Web', { targets: world.addresses(), hosts: ['shop.example.com'], priority: 1, authentication });
  };

  test('a login is refused, since the load balancer can\'t call the provider', () => {
    expect(inside(LoadBalancerAuthentication.oidc(provider))).toThrow(/authentication of 'Web' is not valid: got 'a login, in isolated subnets'.*`vpcSubnets`.*jwt/);
  });

  test('a token is verified', () => {
    expect(inside(LoadBalancerAuthentication.jwt('https://id.example.com', 'https://id.example.com/keys'))).not.toThrow();
  });
});

test('a client secret in plain text is refused, and not repeated', () => {
  const refused = () => LoadBalancerAuthentication.oidc({ ...provider, clientSecret: SecretValue.unsafePlainText('hunter2') });
  expect(refused).toThrow(/clientSecret is not valid: got 'plain text'/);
  expect(refused).not.toThrow(/hunter2/);
});
