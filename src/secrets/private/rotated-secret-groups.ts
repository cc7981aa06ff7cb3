/** How much one group may hold. */
export interface GroupLimit {
  readonly count: number;
  /** Of all texts of a group together, in characters. */
  readonly length: number;
}

/** Secrets in the order in which they came, parted where the next one would not fit: AWS limits texts that name them. */
export class SecretGroups<T> {
  public readonly groups: T[][] = [];

  private length = 0;

  constructor(private readonly limit: GroupLimit) {}

  /** Adds what takes so many characters to the last group, or to a new one; tells which. */
  public add(item: T, length: number): { readonly group: T[]; readonly isNew: boolean } {
    const last = this.groups[this.groups.length - 1] as T[] | undefined;
    if (last !== undefined && last.length < this.limit.count && this.length + length <= this.limit.length) {
      this.length += length;
      last.push(item);
      return { group: last, isNew: false };
    }
    const group = [item];
    this.groups.push(group);
    this.length = length;
    return { group, isNew: true };
  }
}
