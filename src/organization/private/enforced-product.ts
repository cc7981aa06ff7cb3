/** What an enforcement reads of a product. */
export interface EnforcedProduct {
  /** The types of the resources that the product is there for, and not of their parts. */
  readonly _mainResourceTypes: readonly string[];
}
