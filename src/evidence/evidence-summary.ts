import type { ClaimSummary } from './claim-summary';

/** What the evidence of one synth comes to, in numbers. */
export interface EvidenceSummary {
  /** When the evidence was made, as ISO 8601 in UTC. */
  readonly generatedAt: string;

  /** Templates of the assembly, nested stacks' ones included. */
  readonly templates: number;

  /** Templates whose file is not the one that was checked, or is gone. */
  readonly changedTemplates: number;

  /** Resources in all templates. */
  readonly resources: number;

  /** Customer-managed KMS keys, replicas included. */
  readonly keys: number;

  /** What the keys cost a month in US dollars when they are new, requests not counted. */
  readonly monthlyKeyCost: number;

  /** What the keys cost a month in US dollars once each rotating one has rotated twice: AWS bills two rotations and no more. */
  readonly monthlyKeyCostAfterRotations: number;

  /**
   * What AWS charges each month in US dollars for what is there, in use or not, as far as its price is one in all Regions: keys, secrets, web ACLs with
   * their rules, Shield Advanced, hosted zones, accelerators. The page lists the rest without a price.
   */
  readonly monthlyFixedCost: number;

  /** Controls of the catalogue. */
  readonly controls: number;

  /** Checks that hold: a check is one control looked up in one resource. */
  readonly passed: number;

  /** Checks that are violated, those with an expired acknowledgement included. */
  readonly violated: number;

  /** Checks whose violation was accepted, and whose acceptance has not expired. */
  readonly acknowledged: number;

  /** Checks that only a deployment can decide. */
  readonly undecided: number;

  /** Checks that failed themselves. */
  readonly errors: number;

  /** Checks whose requirement does not concern their resource. */
  readonly notApplicable: number;

  /** Whether proofs were run: without `GoldProofs` in the app there are no claims. */
  readonly proofsRun: boolean;

  /** Claims that are proved: a claim is one statement about one resource, such as who decrypts with a key. */
  readonly proved: number;

  /** Claims that are proved as there was nothing to ask, such as what is shared where nothing is. They count as proved too. */
  readonly nothingToAsk: number;

  /** Claims that are refuted, those with an expired acknowledgement included. */
  readonly refuted: number;

  /** Claims that could not be decided, and that nobody accepted. */
  readonly undecidedClaims: number;

  /** Claims that could not be decided, and that the app accepts with a reason. */
  readonly acceptedClaims: number;

  /** Claims that are not proved, which somebody acknowledged, and whose acknowledgement has not expired. */
  readonly acknowledgedClaims: number;

  /** Claims that were decided in a template whose file has changed since, or is gone. */
  readonly staleClaims: number;

  /** Time that deciding all claims took at synth. */
  readonly proofsElapsedMs: number;

  /** Each claim by its name, over all resources. */
  readonly claims: ClaimSummary[];

  /** Open findings of other validation plugins, such as cdk-nag's packs. */
  readonly otherFindings: number;

  /** Acknowledged findings of other validation plugins. */
  readonly otherAcknowledged: number;

  /** Acknowledgements whose last day is over: what they accepted is open again. */
  readonly expiredAcknowledgements: number;

  /** Acknowledgements that matched no finding of the synth. */
  readonly unmatchedAcknowledgements: number;
}
