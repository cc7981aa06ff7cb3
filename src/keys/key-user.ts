import type { aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type BoundPrincipal, boundPrincipal, fromArn } from './private/principal';
import { refuseUnless } from '../private/errors';

/**
 * Who uses a key by name: a role, a user, or one kind of session of a role.
 *
 * KMS sees a federated user as the session of the role it assumed, so the role is what is named, and the session is narrowed.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export class KeyUser {
  /** A role or user of this app. */
  public static of(grantee: iam.IGrantable): KeyUser {
    return new KeyUser((scope) => boundPrincipal(scope, grantee), grantee);
  }

  /** A role or user by its ARN. It need not exist yet. */
  public static fromArn(arn: string): KeyUser {
    refuseUnless(/^arn:[\w-]+:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(arn), {
      what: 'key user', got: arn, allowed: 'the ARN of an IAM role or user, without wildcards', fix: 'pass arn:<partition>:iam::<account>:role/<path and name>',
    });
    return new KeyUser((scope) => fromArn(scope, arn));
  }

  /**
   * One session of a role, known by its session name. The role must not be a domain's own: all sessions of those are let in already.
   */
  public static roleSession(role: iam.IRole, sessionName: string): KeyUser {
    refuseUnless(/^[\w+=,.@-]{2,64}$/.test(sessionName), {
      what: 'role session name', got: sessionName, allowed: '2 to 64 letters, digits and +=,.@_-', fix: 'pass the RoleSessionName of the AssumeRole call',
    });
    return KeyUser.session(role, { StringLike: { 'aws:userid': `*:${sessionName}` } });
  }

  /**
   * Sessions of a role assumed by way of one identity provider, SAML or OpenID Connect.
   *
   * @param providerArn ARN of the IAM identity provider, as `aws:FederatedProvider` carries it
   */
  public static federatedSession(role: iam.IRole, providerArn: string): KeyUser {
    refuseUnless(/^arn:[\w-]+:iam::\d{12}:(saml|oidc)-provider\/[^*?]+$/.test(providerArn), {
      what: 'identity provider', got: providerArn, allowed: 'the ARN of a SAML or OpenID Connect provider', fix: 'pass samlProvider.samlProviderArn or its ARN',
    });
    return KeyUser.session(role, { StringEquals: { 'aws:FederatedProvider': providerArn } });
  }

  private static session(role: iam.IRole, conditions: Record<string, Record<string, string>>): KeyUser {
    return new KeyUser((scope) => ({ ...boundPrincipal(scope, role), conditions }), role);
  }

  private constructor(private readonly bind: (scope: IConstruct) => BoundPrincipal, private readonly grantee?: iam.IGrantable) {}

  /** The ARN, or the pattern of ARNs, by which a policy in a scope's stack knows the user: the value of `aws:PrincipalArn`. */
  public principalArn(scope: IConstruct): string { return this.bind(scope).arn; }

  /** The account that the user lives in. */
  public principalAccount(scope: IConstruct): string { return this.bind(scope).account; }

  /** @internal */
  public _bind(keyScope: IConstruct): BoundPrincipal { return this.bind(keyScope); }
  /** @internal */
  public get _grantee(): iam.IGrantable | undefined { return this.grantee; }
}
