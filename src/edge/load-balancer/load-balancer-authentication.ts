import { Duration, type SecretValue, Token, type aws_cognito as cognito, aws_elasticloadbalancingv2 as elbv2, aws_elasticloadbalancingv2_actions as actions } from 'aws-cdk-lib';
import { refuseUnless } from '../../private/errors';

/** An identity provider that speaks OpenID Connect, as its discovery document names it. */
export interface OidcProvider {
  /** The issuer, as a URL. */
  readonly issuer: string;
  /** Where users log in, as a URL. */
  readonly authorizationEndpoint: string;
  /** Where codes are changed for tokens, as a URL. */
  readonly tokenEndpoint: string;
  /** Where claims about the user are read, as a URL. */
  readonly userInfoEndpoint: string;
  /** The id of the load balancer as a client of the provider. */
  readonly clientId: string;
  /** The secret of the load balancer as a client of the provider: a reference to Secrets Manager, never the text. */
  readonly clientSecret: SecretValue;

  /**
   * How long a login lasts: up to 7 days.
   *
   * @default Duration.hours(1)
   */
  readonly sessionTimeout?: Duration;
}

/** A user pool of Amazon Cognito. */
export interface CognitoProvider {
  /** The user pool. */
  readonly userPool: cognito.IUserPool;
  /** The load balancer as a client of the pool: with a secret, and the grant of authorization codes. */
  readonly userPoolClient: cognito.IUserPoolClient;
  /** The domain of the pool's login pages. */
  readonly userPoolDomain: cognito.IUserPoolDomain;

  /**
   * How long a login lasts: up to 7 days.
   *
   * @default Duration.hours(1)
   */
  readonly sessionTimeout?: Duration;
}

/**
 * Who a caller must be before a load balancer passes a request on.
 *
 * For users who log in, the load balancer calls the provider over the internet: its security group lets HTTPS out, and isolated subnets are refused.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class LoadBalancerAuthentication {
  /**
   * A user who is logged in at a provider of OpenID Connect.
   *
   * @throws if the client's secret is plain text
   */
  public static oidc(provider: OidcProvider): LoadBalancerAuthentication {
    const secret = provider.clientSecret.unsafeUnwrap();
    refuseUnless(Token.isUnresolved(secret) || secret.startsWith('{{resolve:'), {
      what: 'clientSecret', got: 'plain text', allowed: 'a reference to a secret', fix: 'pass the `secretValue` of a secret: plain text would stand in the template',
    });
    return new LoadBalancerAuthentication((next) => elbv2.ListenerAction.authenticateOidc({
      ...provider, sessionTimeout: provider.sessionTimeout ?? SESSION, onUnauthenticatedRequest: elbv2.UnauthenticatedAction.AUTHENTICATE, next,
    }), true);
  }

  /** A user who is logged in at a user pool of Amazon Cognito. */
  public static cognito(provider: CognitoProvider): LoadBalancerAuthentication {
    return new LoadBalancerAuthentication((next) => new actions.AuthenticateCognitoAction({
      ...provider, sessionTimeout: provider.sessionTimeout ?? SESSION, onUnauthenticatedRequest: elbv2.UnauthenticatedAction.AUTHENTICATE, next,
    }), true);
  }

  /**
   * A program with a token (JWT) that an issuer signed by RS256.
   *
   * @param issuer as a URL, as the token names it
   * @param jwksEndpoint where the issuer publishes its keys, as a URL that anybody can read: 10 keys in 150 KB at most
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
   */
  public static jwt(issuer: string, jwksEndpoint: string): LoadBalancerAuthentication {
    return new LoadBalancerAuthentication((next) => elbv2.ListenerAction.authenticateJwt({ issuer, jwksEndpoint, next }), false);
  }

  /**
   * Whether the load balancer calls a provider by its own addresses.
   *
   * @internal
   */
  public readonly _callsProvider: boolean;

  private constructor(private readonly before: (next: elbv2.ListenerAction) => elbv2.ListenerAction, callsProvider: boolean) {
    this._callsProvider = callsProvider;
  }

  /**
   * The action that asks first, and then does the next one.
   *
   * @internal
   */
  public _before(next: elbv2.ListenerAction): elbv2.ListenerAction { return this.before(next); }
}

const SESSION = Duration.hours(1);
