import { type Request } from '../request';

/** Where texts of a policy are understood: the request, and whether the version of the policy has variables. */
export interface Scope {
  readonly request: Request;
  readonly variables: boolean;
}

/** Values a request has for a condition key, whose case means nothing; none where the key is absent. */
export function valuesOf({ context }: Request, key: string): readonly string[] {
  const wanted = key.toLowerCase();
  return Object.entries(context).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? [];
}
