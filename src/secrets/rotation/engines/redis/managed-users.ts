/** A user of ElastiCache or MemoryDB, as their APIs describe it: passwords are never told. */
export interface ManagedUser {
  readonly name?: string;
  readonly arn?: string;
  /** `active`, `modifying` or `deleting`. */
  readonly status?: string;
  /** `password`, `no-password` or `iam`; ElastiCache's documentation also writes `no_password`. */
  readonly authentication?: string;
  /** User groups of ElastiCache, access control lists of MemoryDB. */
  readonly groups: readonly string[];
}

/** What is asked of the API that a user is managed by. */
export interface ManagedUsers {
  /** The user that the construct named; `undefined` if there is none. */
  describe(username: string): Promise<ManagedUser | undefined>;
  /** Whether a group of the user is in use by a cache or cluster. */
  isAttached(user: ManagedUser): Promise<boolean>;
  /** Sets all passwords of the user. Answers before they take effect. */
  setPasswords(username: string, passwords: readonly string[]): Promise<void>;
}
