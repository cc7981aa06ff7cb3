import { Token } from 'aws-cdk-lib';
import { refuseUnless } from '../private/errors';

/** With a session's or a user's ARN, or a wildcard at once, an exemption would mean nobody or everybody. */
const ROLES = /^arn:[^:*?]+:iam::(\d{12}|\*):role\/[^*?:]{3,}[^:]*$/;

const STACKS = /^arn:[^:*?]+:cloudformation:[a-z0-9-*]+:(\d{12}|\*):stack\/[^*?:]{3,}[^:]*\*$/;

/** Keeps an exemption from being given without a thought. */
const SHORTEST_REASON = 10;

/**
 * Roles that a catalogue does not bind: they make resources without it, and change its roles.
 *
 * @example
 * organization.EnforcementExemption.roles(['arn:aws:iam::*:role/network-pipeline'], 'the network team builds the VPCs that products are launched into');
 */
export class EnforcementExemption {
  /**
   * Exempts roles, in each account that the enforcement is for.
   *
   * @param arns ARNs of roles or patterns of them; at least 3 characters of a name or path stand before the first wildcard
   * @param reason why they need it, in 10 characters or more, for whoever reviews it
   * @param stackArns ARNs of the stacks that were deployed with such a role, or patterns of them, such as `arn:aws:cloudformation:*:*:stack/Network*`: a stack
   * keeps the role, and whoever updates it works as that role. None by default
   */
  public static roles(arns: string[], reason: string, stackArns: string[] = []): EnforcementExemption {
    return new EnforcementExemption(arns, reason, stackArns, true);
  }

  /**
   * Exempts the roles by which service-managed StackSets deploy to accounts: without them, no launch role gets there.
   *
   * @param partition `aws`, `aws-cn` or `aws-us-gov`
   * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFormationStackSetsOrgAdminServiceRolePolicy.html
   */
  public static stackSets(partition: string = 'aws'): EnforcementExemption {
    return new EnforcementExemption([`arn:${partition}:iam::*:role/stacksets-exec-*`], 'StackSets deploy the launch roles', [], false);
  }

  private constructor(
    /** ARNs of the roles, or patterns of them. */
    public readonly roleArns: string[],
    /** Why they need it. */
    public readonly reason: string,
    /** ARNs of the stacks that keep such a role, or patterns of them. */
    public readonly stackArns: string[],
    /**
     * Whether such a role may trust an identity provider of its account.
     *
     * @internal
     */
    public readonly _trustsProviders: boolean,
  ) {
    refuseUnless(reason.trim().length >= SHORTEST_REASON, {
      what: 'reason of an exemption', got: reason, allowed: `${SHORTEST_REASON} characters or more`, fix: 'say why these roles make resources without the catalogue',
    });
    refuseUnless(roleArns.length > 0, {
      what: 'roles of an exemption', got: 'none', allowed: 'ARNs of roles or patterns of them', fix: 'name the roles, or leave the exemption out',
    });
    for (const arn of roleArns) {
      refuseUnless(Token.isUnresolved(arn) || ROLES.test(arn), {
        what: 'role of an exemption',
        got: arn,
        allowed: 'arn:<partition>:iam::<account or *>:role/<path and name>, with at least 3 characters before a wildcard',
        fix: 'name the role itself: not its sessions (sts), not users, not everybody',
      });
    }
    for (const arn of stackArns) {
      refuseUnless(Token.isUnresolved(arn) || STACKS.test(arn), {
        what: 'stack of an exemption', got: arn, allowed: 'arn:<partition>:cloudformation:<Region or *>:<account or *>:stack/<at least 3 characters of a name>*', fix: 'name the stacks: an id of their own stands behind the name',
      });
    }
  }
}
