import { Token } from 'aws-cdk-lib';
import { QUOTAS } from './private/quotas';
import { refuseUnless } from '../../private/errors';

/** Organizational units and accounts. */
export interface FirewallManagerAccounts {
  /**
   * Organizational units, such as `ou-ab12-c3d4e5f6`, with all accounts and units in them, now and later. At most 20.
   *
   * @default - none
   */
  readonly units?: string[];

  /**
   * Accounts, by their 12 digits. At most 200.
   *
   * @default - none
   */
  readonly accounts?: string[];
}

/**
 * Which accounts of the organization a policy covers.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/policy-scope.html
 */
export class FirewallManagerScope {
  /** All accounts of the organization, now and later. */
  public static organization(): FirewallManagerScope { return new FirewallManagerScope(); }

  /**
   * These units and accounts.
   *
   * @throws if there are none or too many, or one is no id
   */
  public static only(included: FirewallManagerAccounts): FirewallManagerScope { return new FirewallManagerScope(checkAccounts(included)); }

  /**
   * All but these units and accounts.
   *
   * @throws if there are none or too many, or one is no id
   */
  public static allBut(excluded: FirewallManagerAccounts): FirewallManagerScope {
    return new FirewallManagerScope(undefined, checkAccounts(excluded));
  }

  private constructor(
    /** What is covered, where it is named. */
    public readonly included?: FirewallManagerAccounts,
    /** What is not covered, where it is named. */
    public readonly excluded?: FirewallManagerAccounts,
  ) {}
}

function checkAccounts(given: FirewallManagerAccounts): FirewallManagerAccounts {
  const { units = [], accounts = [] } = given;
  refuseUnless(units.length + accounts.length > 0, { what: 'scope of a Firewall Manager policy', got: 'no unit and no account', allowed: 'one at least', fix: 'for all accounts, choose FirewallManagerScope.organization()' });
  refuseUnless(units.length <= QUOTAS.units, { what: 'units of a Firewall Manager policy', got: `${units.length}`, allowed: `at most ${QUOTAS.units}`, fix: 'name a unit above them, or make a second policy' });
  refuseUnless(accounts.length <= QUOTAS.accounts, { what: 'accounts of a Firewall Manager policy', got: `${accounts.length}`, allowed: `at most ${QUOTAS.accounts}`, fix: 'put them into an organizational unit, and name it' });
  for (const unit of units) {
    refuseUnless(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/.test(unit) || Token.isUnresolved(unit), {
      what: 'organizational unit', got: unit, allowed: 'ids such as ou-ab12-c3d4e5f6', fix: 'for the root of the organization, choose FirewallManagerScope.organization()',
    });
  }
  for (const account of accounts) {
    refuseUnless(/^\d{12}$/.test(account) || Token.isUnresolved(account), { what: 'account', got: account, allowed: '12 digits', fix: 'write it as text, with its leading zeros' });
  }
  return given;
}
