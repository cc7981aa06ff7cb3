import type { Duration } from 'aws-cdk-lib';
import { PARAMETER_LIMITS } from './private/parameter-name';
import { refuseUnless } from '../private/errors';

const TYPES = { expiration: 'Expiration', expirationNotification: 'ExpirationNotification', noChangeNotification: 'NoChangeNotification' } as const;

/**
 * What Parameter Store does by itself with a parameter as time passes.
 *
 * A parameter with a policy is an advanced one: AWS charges for it each month, and it can't become a standard one again.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html
 */
export class ParameterPolicy {
  /**
   * Deletes the parameter, with all of its versions, at a time. A parameter has one such policy at most.
   *
   * A new value does not put it off; another time does.
   */
  public static expiration(at: Date): ParameterPolicy {
    refuseUnless(!Number.isNaN(at.getTime()), { what: 'expiration', got: 'no time', allowed: 'a date', fix: 'pass new Date(\'2030-01-31T00:00:00Z\')' });
    return new ParameterPolicy(TYPES.expiration, { Timestamp: at.toISOString() });
  }

  /**
   * Sends an event before the parameter expires. It needs an expiration beside it.
   *
   * @param before whole hours or days, 1 hour or more
   */
  public static expirationNotification(before: Duration): ParameterPolicy {
    return new ParameterPolicy(TYPES.expirationNotification, span('Before', before));
  }

  /**
   * Sends an event when nobody has written a new version for a time: a value that should have been changed was not.
   *
   * @param after whole hours or days, 1 hour or more
   */
  public static noChangeNotification(after: Duration): ParameterPolicy {
    return new ParameterPolicy(TYPES.noChangeNotification, span('After', after));
  }

  /**
   * Policies as `PutParameter` takes them; `undefined` for none.
   *
   * @internal
   */
  public static _text(policies: readonly ParameterPolicy[]): string | undefined {
    const expirations = policies.filter(({ type }) => type === TYPES.expiration).length;
    refuseUnless(policies.length <= PARAMETER_LIMITS.policies, {
      what: 'policies', got: policies.length, allowed: `up to ${PARAMETER_LIMITS.policies}`, fix: 'leave some out',
    });
    refuseUnless(expirations <= 1, { what: 'policies', got: `${expirations} expirations`, allowed: 'one', fix: 'keep the one that counts' });
    refuseUnless(expirations === 1 || !policies.some(({ type }) => type === TYPES.expirationNotification), {
      what: 'policies', got: 'a notice of expiration without an expiration', allowed: 'both', fix: 'add ParameterPolicy.expiration(…), or use noChangeNotification(…)',
    });
    return policies.length === 0 ? undefined : JSON.stringify(policies.map(({ type, attributes }) => ({ Type: type, Version: '1.0', Attributes: attributes })));
  }

  private constructor(private readonly type: string, private readonly attributes: Record<string, string>) {}

  /** @internal */
  public get _type(): string { return this.type; }
}

/** Parameter Store counts in days or hours. */
function span(name: 'Before' | 'After', duration: Duration): Record<string, string> {
  const hours = duration.isUnresolved() ? NaN : duration.toHours({ integral: false });
  refuseUnless(Number.isInteger(hours) && hours >= 1, {
    what: name.toLowerCase(), got: duration.isUnresolved() ? 'a token' : duration.toString(), allowed: 'whole hours or days, 1 hour or more', fix: 'pass Duration.days(30)',
  });
  return hours % 24 === 0 ? { [name]: String(hours / 24), Unit: 'Days' } : { [name]: String(hours), Unit: 'Hours' };
}
