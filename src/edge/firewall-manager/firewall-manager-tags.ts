import { QUOTAS } from './private/quotas';
import { refuseUnless } from '../../private/errors';

/** Which resources a policy covers by their tags. A resource must have all of them. */
export class FirewallManagerTags {
  /**
   * Only resources with these tags.
   *
   * @param tags 1 to 8, by key; an empty value stands for any
   * @throws if there are none or too many
   */
  public static only(tags: { [key: string]: string }): FirewallManagerTags { return new FirewallManagerTags(checkTags(tags), false); }

  /**
   * All resources but those with these tags.
   *
   * @param tags 1 to 8, by key; an empty value stands for any
   * @throws if there are none or too many
   */
  public static allBut(tags: { [key: string]: string }): FirewallManagerTags { return new FirewallManagerTags(checkTags(tags), true); }

  private constructor(
    /** The tags, by key. */
    public readonly tags: { [key: string]: string },
    /** Whether resources with the tags are left out. */
    public readonly excludes: boolean,
  ) {}
}

function checkTags(tags: { [key: string]: string }): { [key: string]: string } {
  const count = Object.keys(tags).length;
  refuseUnless(count >= 1 && count <= QUOTAS.resourceTags, { what: 'tags of a Firewall Manager policy', got: `${count}`, allowed: `1 to ${QUOTAS.resourceTags}`, fix: 'leave `resourceTags` out for all resources' });
  return tags;
}
