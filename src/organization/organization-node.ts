import { ArnFormat, Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RolesElsewhere } from '../keys/private/roles-elsewhere';
import { refuseUnless } from '../private/errors';
import { checkOrganization } from '../private/names';

/**
 * Accounts that products are shared with: those of an organization, those of a unit of it, or one.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_OrganizationNode.html
 */
export class OrganizationNode {
  /**
   * All accounts of an organization.
   *
   * @param organizationId its id, such as `o-a1b2c3d4e5`
   */
  public static organization(organizationId: string): OrganizationNode {
    checkOrganization(organizationId);
    return new OrganizationNode(organizationId, organizationId);
  }

  /**
   * All accounts of a unit of an organization, and of the units below it.
   *
   * @param organizationId id of the organization, such as `o-a1b2c3d4e5`
   * @param unitId id of the unit, such as `ou-ab12-11111111`
   */
  public static organizationalUnit(organizationId: string, unitId: string): OrganizationNode {
    checkOrganization(organizationId);
    refuseUnless(/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/.test(unitId), {
      what: 'organizational unit', got: unitId, allowed: 'ou-, the root\'s 4 to 32 letters or digits, - and 8 to 32 more', fix: 'pass the id that AWS Organizations shows',
    });
    return new OrganizationNode(unitId, organizationId, `${organizationId}/*/${unitId}/*`);
  }

  /**
   * One account.
   *
   * @param accountId its 12 digits
   */
  public static account(accountId: string): OrganizationNode {
    refuseUnless(/^\d{12}$/.test(accountId), { what: 'account', got: accountId, allowed: '12 digits', fix: 'pass the id of the AWS account' });
    return new OrganizationNode(accountId);
  }

  /** Id of the organization, the unit or the account. */
  public readonly value: string;
  /** The organization that it is, or is in. Not known of an account. */
  public readonly organizationId?: string;

  /** @param path of a unit: the pattern of the paths of its accounts */
  private constructor(value: string, organizationId?: string, private readonly path?: string) {
    this.value = value;
    this.organizationId = organizationId;
  }

  /**
   * What AWS Service Catalog calls its kind.
   *
   * @internal
   */
  public get _type(): 'ACCOUNT' | 'ORGANIZATION' | 'ORGANIZATIONAL_UNIT' {
    if (this.organizationId === undefined) { return 'ACCOUNT'; }
    return this.value === this.organizationId ? 'ORGANIZATION' : 'ORGANIZATIONAL_UNIT';
  }

  /**
   * Whether every account of another node is known to be one of this: an account is in the organization as far as anybody can tell from its id, in a unit it is not.
   *
   * @internal
   */
  public _covers(other: OrganizationNode): boolean {
    return this.value === other.value || (this.value === this.organizationId && [undefined, this.value].includes(other.organizationId));
  }

  /**
   * Roles of its accounts by their name, for a policy of a scope.
   *
   * Everybody is the principal where the accounts are not known one by one; the organization's id is asked for too, since S3 takes a policy for public
   * without such a fixed value.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
   * @internal
   */
  public _roles(scope: IConstruct, roleName: string): RolesElsewhere {
    const isAccount = this.organizationId === undefined;
    const arn = Stack.of(scope).formatArn({
      service: 'iam', region: '', account: isAccount ? this.value : '*', resource: 'role', resourceName: roleName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return {
      principal: isAccount ? new iam.AccountPrincipal(this.value) : new iam.AnyPrincipal(),
      arn,
      conditions: {
        ArnLike: { 'aws:PrincipalArn': arn },
        ...isAccount ? {} : { StringEquals: { 'aws:PrincipalOrgID': this.organizationId } },
        ...this.path === undefined ? {} : { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': this.path } },
      },
      organizationId: this.organizationId,
      accountId: isAccount ? this.value : undefined,
    };
  }
}
