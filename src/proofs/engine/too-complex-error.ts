/** A question has more cases than are gone through: its answer is undecided. */
export class TooComplexError extends Error {
  public readonly name = 'TooComplexError';
}
