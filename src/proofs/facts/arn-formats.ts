import { COMPUTE_FORMATS } from './compute-formats';
import { DATA_FORMATS } from './data-formats';
import { IDENTITY_FORMATS } from './identity-formats';
import { MESSAGE_FORMATS } from './message-formats';

/**
 * What `Ref` and `Fn::GetAtt` give for a resource type, as templates. `${Partition}`, `${Region}`, `${Account}` and `${UrlSuffix}` are the
 * stack's, `${Name}` is the physical name (`nameProperty`, or made up), `${Path}` is `pathProperty`, `${.Property}` is a property of the
 * resource itself, `${Random}` is text without `:` and `/` that deployment makes up, and `${Time}` is a time, which has colons.
 */
export interface ArnFormat {
  readonly type: string;
  /** By `Ref` or the attribute's name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The property that gives the name; none where AWS always makes it up. */
  readonly nameProperty?: string;
  /** The property that gives the path, `/` where it is not given. */
  readonly pathProperty?: string;
  /** What the name may begin with that AWS leaves out of an ARN. */
  readonly omitted?: string;
  /** Set where AWS changes the name to lower case. */
  readonly lowerCase?: boolean;
  /** Properties, any of which makes the templates untrue. */
  readonly unless?: readonly string[];
  /** Properties without which the templates are untrue. */
  readonly requires?: readonly string[];
  readonly source: string;
}

/** The path of a role, user, group, policy or profile that gives none. */
export const DEFAULT_PATH = '/';

/** All formats. */
export const ARN_FORMATS: readonly ArnFormat[] = [...IDENTITY_FORMATS, ...DATA_FORMATS, ...MESSAGE_FORMATS, ...COMPUTE_FORMATS];

const BY_TYPE: ReadonlyMap<string, ArnFormat> = new Map(ARN_FORMATS.map((each) => [each.type.toLowerCase(), each]));

/** The format of a resource type, or nothing for a type that is not known. */
export function arnFormat(type: string): ArnFormat | undefined {
  return BY_TYPE.get(type.toLowerCase());
}
