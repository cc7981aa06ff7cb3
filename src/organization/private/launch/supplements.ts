import type { Phase } from './needs';
import { COMPUTE } from './supplements/compute';
import { DATA } from './supplements/data';
import { EDGE } from './supplements/edge';

/** What a type needs beyond what its handlers say. */
export interface Supplement {
  readonly type: string;
  readonly phases: readonly Phase[];
  readonly actions: readonly string[];
  /** The property without which it is not needed, `*` for each element of an array, `**` for anything in between. */
  readonly when?: string;
  /** A text without which it is not needed. */
  readonly mentions?: string;
  /** The service through which a key is used. */
  readonly viaService?: string;
  /** The service whose role is created, if there is none yet. */
  readonly serviceLinkedRole?: string;
  readonly why: string;
  readonly source: string;
}

/** What the published schemas leave out, by AWS's pages; the roles of services are here too, since a handler does not say which one. */
export const SUPPLEMENTS: readonly Supplement[] = [...COMPUTE, ...DATA, ...EDGE];
