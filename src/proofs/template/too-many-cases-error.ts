/** A template has more cases than are gone through: what depends on them is undecided. */
export class TooManyCasesError extends Error {
  public readonly name = 'TooManyCasesError';
}
