import * as path from 'node:path';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import type { Claim } from './claim';
import { CLAIMS } from './claims/catalogue';
import { proveApp } from './private/prove-app';
import type { ProofRecord } from './record/proof-run';
import { VERSION } from '../checks/private/version';
import { refuseUnless } from '../private/errors';

/** What is claimed beside the defaults, and what is taken for granted. */
export interface GoldProofsProps {
  /**
   * Claims of one's own.
   *
   * @default - the default claims only
   */
  readonly claims?: Claim[];

  /**
   * ARNs of deploying roles that may do everything by their own policies, where `*` and `?` are wildcards.
   *
   * What they may do through a key's policy is still decided by it.
   *
   * @default - the role of `cdk bootstrap`, which has AdministratorAccess unless told otherwise, and roles whose policies are in the templates
   */
  readonly trustedDeployerArns?: string[];

  /**
   * Service control policies that bind the account, as JSON texts.
   *
   * @default - none: nothing is relied on
   */
  readonly serviceControlPolicies?: string[];

  /**
   * Resource control policies that bind the account, as JSON texts.
   *
   * @default - none: nothing is relied on
   */
  readonly resourceControlPolicies?: string[];

  /**
   * Names of claims that may be undecided, with the reason. The evidence shows it.
   *
   * @default - an undecided claim fails the synth
   */
  readonly acceptUndecided?: { [claim: string]: string };
}

/**
 * Decides what the synthesized policies mean, exactly and offline, and reports every claim that does not hold with a concrete request.
 *
 * For every domain's key: only the domain decrypts, administrators can't use, users can't administer, only administrators administer, it is
 * shared as declared, deletion is guarded, only through services, nothing from outside, no confused deputy, nobody is locked out, everything
 * can be deployed, and every grant works. For every other key the last five of these. For every other policy that the templates attach to
 * a resource, such as a role (its trust), a VPC endpoint, a bucket, a queue or a table: nothing from outside, and, but for roles and
 * endpoints, no confused deputy. For every role that launches a product, by its own policies: it uses only its product's keys, reads only its
 * secrets, and can't widen itself. A refuted mandatory claim can't be acknowledged. Every answer, with its assumptions, is written to
 * `gold-proofs.json` in the cloud assembly: the evidence is made from it.
 *
 * @example
 * const app = new App();
 * Validations.of(app).addPlugins(new proofs.GoldProofs());
 */
export class GoldProofs implements IPolicyValidationPlugin {
  /** Name in reports and in acknowledgement ids: `GoldProofs`. */
  public readonly name: string = 'GoldProofs';

  /** Version of this library. */
  public readonly version?: string = VERSION;

  /** Names of all claims. */
  public readonly ruleIds?: string[] = Object.keys(CLAIMS);

  constructor(private readonly props: GoldProofsProps = {}) {
    for (const [claim, reason] of Object.entries(props.acceptUndecided ?? {})) {
      refuseUnless(Object.hasOwn(CLAIMS, claim), { what: 'claim in acceptUndecided', got: claim, allowed: Object.keys(CLAIMS).join(', '), fix: 'name a claim' });
      refuseUnless(reason.trim().length >= 10, { what: `reason for '${claim}' in acceptUndecided`, got: reason, allowed: 'at least 10 characters', fix: 'say why: an auditor will ask' });
    }
  }

  /** Called by CDK after the templates are written. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { claims = [], trustedDeployerArns = [], serviceControlPolicies = [], resourceControlPolicies = [], acceptUndecided = {} } = this.props;
    const { run, outdir } = proveApp(context, {
      claims,
      acceptUndecided,
      trustedDeployers: trustedDeployerArns,
      guardrails: { serviceControl: parsed('serviceControlPolicies', serviceControlPolicies), resourceControl: parsed('resourceControlPolicies', resourceControlPolicies) },
    });
    const violations = run.records.filter(({ verdict, accepted }) => verdict === 'refuted' || (verdict === 'undecided' && accepted === undefined)).map((record) => violation(record, outdir));
    return { success: violations.length === 0, violations, pluginVersion: VERSION };
  }
}

function violation({ claim, verdict, title, detail, fix, mandatory, logicalId, template }: ProofRecord, outdir: string): PolicyViolation {
  return {
    ruleName: claim,
    description: `${verdict === 'refuted' ? 'refuted' : 'could not be decided'}: ${title}: ${detail ?? ''}`,
    fix: verdict === 'refuted' ? fix : `make the policy decidable, or accept it: new GoldProofs({ acceptUndecided: { ${claim}: '<reason>' } })`,
    severity: verdict === 'refuted' && mandatory ? 'fatal' : 'error',
    ruleMetadata: { state: verdict },
    violatingResources: [{ resourceLogicalId: logicalId, templatePath: path.join(outdir, template), locations: [] }],
  };
}

function parsed(what: string, texts: readonly string[]): unknown[] {
  return texts.map((text) => {
    let policy: unknown;
    try { policy = JSON.parse(text); } catch { policy = undefined; }
    refuseUnless(typeof policy === 'object' && policy !== null, { what, got: text.slice(0, 60), allowed: 'policy documents as JSON texts', fix: 'pass JSON.stringify(document)' });
    return policy;
  });
}
