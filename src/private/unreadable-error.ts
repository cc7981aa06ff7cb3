/** A file that is read is missing or is not what it should be; its message is for the user. */
export class UnreadableError extends Error {
  public readonly name = 'UnreadableError';
}
