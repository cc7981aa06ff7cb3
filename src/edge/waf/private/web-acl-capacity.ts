import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { mostOf } from './capacity';
import { SHIELD_COST } from './capacity-costs';
import { LIMITS } from './limits';
import { checkCapacity, costOfRules } from './rule-list';
import { refuseUnless } from '../../../private/errors';
import type { WebAclRule } from '../web-acl-rule';

/** What a web ACL costs: its rules, and what is kept free for Shield Advanced. What is too much is refused, and what costs extra warned of. */
export class WebAclCapacity {
  private isReserved: boolean;

  /** @param wish whether to keep room for Shield, if the user said so */
  constructor(private readonly acl: Construct, private readonly rules: readonly WebAclRule[], private readonly wish?: boolean) {
    this.isReserved = wish ?? false;
    this.check();
    // a protection that comes later reserves as well: at synth all are known
    acl.node.addValidation({ validate: () => { this.warnOfPrice(); return []; } });
  }

  /** In WCU, at most. */
  public get units(): number { return mostOf(costOfRules(this.rules)) + this.reserved; }

  /** Whether room is kept for Shield. */
  public get reservesForShield(): boolean { return this.isReserved; }

  /** Keeps room for the rule group that Shield's automatic mitigation adds. */
  public reserveForShield(): void {
    refuseUnless(this.wish !== false, {
      what: `the web ACL '${this.acl.node.path}' of an automatic mitigation`,
      got: 'reserveShieldCapacity: false',
      allowed: `one that keeps ${SHIELD_COST} WCU free`,
      fix: 'leave `reserveShieldCapacity` out, or pass true',
    });
    this.isReserved = true;
    this.check();
  }

  private get reserved(): number { return this.isReserved ? SHIELD_COST : 0; }

  private check(): void { checkCapacity(`the web ACL '${this.acl.node.path}'`, this.rules, LIMITS.capacity, this.reserved); }

  private warnOfPrice(): void {
    if (this.units <= LIMITS.coveredCapacity) { return; }
    Annotations.of(this.acl).addWarningV2('cdk-gold:wafCapacityCosts', `the web ACL needs ${this.units} WCU; each 500 above ${LIMITS.coveredCapacity} cost extra for every `
      + 'million requests (https://aws.amazon.com/waf/pricing/): leave rules out, or acknowledge it');
  }
}
