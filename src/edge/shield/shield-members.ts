import type { ShieldProtection } from './shield-protection';
import type { ShieldResourceType } from './shield-resource-type';
import { refuseUnless } from '../../private/errors';

/** Which protected resources a group takes as one. */
export class ShieldMembers {
  /** All resources of the account that are protected, and that will be. */
  public static all(): ShieldMembers { return new ShieldMembers('ALL'); }

  /** All protected resources of one type, and those that will be. */
  public static ofType(resourceType: ShieldResourceType): ShieldMembers { return new ShieldMembers('BY_RESOURCE_TYPE', resourceType); }

  /**
   * The resources of these protections.
   *
   * @throws if there are none
   */
  public static of(...protections: ShieldProtection[]): ShieldMembers {
    refuseUnless(protections.length > 0, { what: 'members of a protection group', got: 'none', allowed: '1 to 10,000 protections', fix: 'name the protections, or choose ShieldMembers.all()' });
    return new ShieldMembers('ARBITRARY', undefined, protections);
  }

  private constructor(
    /** How AWS names the choice: `ALL`, `BY_RESOURCE_TYPE` or `ARBITRARY`. */
    public readonly pattern: string,
    /** The type of the resources, where the choice is a type. */
    public readonly resourceType?: ShieldResourceType,
    /** The protections, where they are named. */
    public readonly protections?: ShieldProtection[],
  ) {}
}
