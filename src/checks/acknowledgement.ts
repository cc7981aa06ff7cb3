import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InvalidInputError, refuseUnless } from '../private/errors';

/** Properties of an acknowledgement. */
export interface AcknowledgementProps {
  /**
   * The finding, as the report names it: `<plugin>::<rule>`, such as `Gold::secretsmanager.rotation` or `AwsSolutions::AwsSolutions-SMG4`.
   */
  readonly rule: string;

  /** Why the finding is accepted here: at least 20 characters. */
  readonly reason: string;

  /** Who answers for it: a person or a team. */
  readonly owner: string;

  /**
   * The last day on which it holds, as `YYYY-MM-DD`. After it the finding is open again.
   *
   * @default - it does not expire
   */
  readonly until?: string;
}

/**
 * An accepted finding, with its owner, reason and expiry.
 *
 * It is CDK's own acknowledgement, so the finding stays in the report as suppressed; one that has expired is not made, so the finding
 * fails the synth again.
 *
 * @example
 * declare const secret: secrets.DomainSecret;
 * checks.Acknowledgement.record(secret, {
 *   rule: 'Gold::secretsmanager.rotation',
 *   reason: 'the provider rotates this key by itself and mails the new one',
 *   owner: 'payments-team',
 *   until: '2030-12-31',
 * });
 */
export class Acknowledgement {
  /**
   * Accepts one finding on a construct and what it contains.
   *
   * @throws if the rule names no plugin, or owner, reason or date are missing
   */
  public static record(scope: IConstruct, props: AcknowledgementProps): void {
    const { rule, reason, owner, until } = props;
    refuseUnless(/^[^:\s]+::\S+$/.test(rule), {
      what: 'rule', got: rule, allowed: '<plugin>::<rule>', fix: 'copy it from the report: a rule without its plugin\'s name matches nothing, or leaves no trace',
    });
    refuseUnless(reason.trim().length >= 20, { what: 'reason', got: reason, allowed: 'at least 20 characters', fix: 'write what a reviewer must know to accept it' });
    refuseUnless(/^[^;=]{2,}$/.test(owner.trim()), { what: 'owner', got: owner, allowed: 'the name of a person or team, without ; and =', fix: 'name who answers for it' });
    if (until !== undefined && !isDay(until)) {
      throw new InvalidInputError({ what: 'until', got: until, allowed: 'a day as YYYY-MM-DD', fix: 'pass the last day on which it holds, such as 2030-12-31' });
    }
    if (until !== undefined && until < today()) {
      Validations.of(scope).addWarning('Gold::acknowledgement.expired', `the acknowledgement of ${rule} by ${owner} expired on ${until}: the finding is open again`);
      return;
    }
    const details = [`owner=${owner.trim()}`, ...until === undefined ? [] : [`until=${until}`], reason.trim()];
    Validations.of(scope).acknowledge({ id: rule, reason: details.join('; ') });
  }

  private constructor() {}
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** Reproducible builds set the clock by SOURCE_DATE_EPOCH. */
function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH ?? '';
  return new Date(/^\d+$/.test(epoch) ? Number(epoch) * 1000 : Date.now()).toISOString().slice(0, 10);
}
