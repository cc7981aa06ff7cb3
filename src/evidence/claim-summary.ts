/** How one claim came out, over all resources it was decided for. */
export interface ClaimSummary {
  /** Name of the claim, such as `onlyDomainDecrypts`. */
  readonly claim: string;

  /** Resources that it is proved for. */
  readonly proved: number;

  /** Resources that it is proved for as there was nothing to ask, such as what is shared where nothing is. They count as proved too. */
  readonly nothingToAsk: number;

  /** Resources that it is refuted for, those with an expired acknowledgement included. */
  readonly refuted: number;

  /** Resources that it could not be decided for. */
  readonly undecided: number;

  /** Resources that it could not be decided for, which the app accepts with a reason. */
  readonly accepted: number;

  /** Resources for which it is not proved, and somebody acknowledged that, and the acknowledgement has not expired. */
  readonly acknowledged: number;

  /** Time that deciding it took, over all resources. */
  readonly elapsedMs: number;
}
