/** The file in the assembly that holds every proof of one synth; evidence is made from it. */
export const PROOFS_FILE = 'gold-proofs.json';

/** How a claim came out. */
export type Verdict = 'proved' | 'refuted' | 'undecided';

/** One claim about one resource, decided. */
export interface ProofRecord {
  /** Name of the claim, such as `onlyDomainDecrypts`. */
  readonly claim: string;
  /** The claim as a sentence, such as "only the domain 'orders' decrypts with the key". */
  readonly title: string;
  /** The same in Korean. */
  readonly titleKo?: string;
  readonly verdict: Verdict;
  /** How many questions the claim came to; none where there was nothing to ask, or nothing could be asked. */
  readonly questions: number;
  /** A refuted mandatory claim can't be acknowledged. */
  readonly mandatory: boolean;
  /** Why an undecided claim is accepted, where it is. */
  readonly accepted?: string;
  /** Refuted: the request as a sentence, and why it is allowed (or not). Undecided: the reason. Proved without a question: what there was not to ask. */
  readonly detail?: string;
  /** What to do about it; none for a proved claim. */
  readonly fix?: string;
  /** The same in Korean; none where the fix is about this policy alone. */
  readonly fixKo?: string;
  /** The counterexample, or the example where the claim is that something is possible. */
  readonly request?: ShownRequest;
  /** Names of the statements that decide the request (`Sid`, or `statement 3`). */
  readonly statements: readonly string[];
  /** Ids of the assumptions that the proof used; texts and sources are in the run. */
  readonly assumptions: readonly string[];
  /** Where the policy stands. */
  readonly stack: string;
  readonly construct: string;
  readonly resourceType: string;
  readonly logicalId: string;
  /** Relative to the assembly. */
  readonly template: string;
  /** Time to decide, in microseconds. */
  readonly micros: number;
}

/** A request for people: symbols are written `<name>`. */
export interface ShownRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** Something that a proof takes for granted. */
export interface Assumption {
  readonly id: string;
  readonly text: string;
  /** Page of AWS that says so, or why it is assumed. */
  readonly source: string;
}

/** What a role that deploys may do with a key: shown apart, since claims speak of everybody else. */
export interface DeployerAccess {
  readonly deployer: string;
  readonly stack: string;
  readonly construct: string;
  readonly logicalId: string;
  /** Actions it may call directly. */
  readonly direct: readonly string[];
  /** Actions it may call through services only, with the services. */
  readonly throughServices: readonly { readonly service: string; readonly actions: readonly string[] }[];
  /** What is known or assumed of its own permissions. */
  readonly identity: string;
}

/** A resource that may give access in a way that is not read: no claim covers it. */
export interface UnreadResource {
  readonly stack: string;
  readonly construct: string;
  readonly logicalId: string;
  readonly resourceType: string;
}

/** All that the proofs of one synth said. */
export interface ProofRun {
  readonly templates: readonly { readonly file: string; readonly stack: string; readonly sha256: string }[];
  readonly records: readonly ProofRecord[];
  readonly assumptions: readonly Assumption[];
  readonly deployers: readonly DeployerAccess[];
  readonly unread: readonly UnreadResource[];
}
