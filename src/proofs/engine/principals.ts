import { Choice, Value } from './dimension';
import { factor, type MayHold } from './factor';
import { and, FALSE, type Formula, inCases, or, passes, unknown } from './formula';
import { memo } from './memo';
import { ANY, literal, Pattern } from './pattern';
import type { PrincipalType } from './request';
import { TooComplexError } from './too-complex-error';
import { ACCOUNTS, PRINCIPAL_NAMES, TEXTS } from './universe';
import { textTest } from './value-test';

const TYPES: readonly PrincipalType[] = ['role', 'user', 'root', 'federated-user', 'service', 'federated', 'anonymous'];

/** Types that are principals of an account. */
export const IAM_TYPES: readonly PrincipalType[] = ['role', 'user', 'root', 'federated-user'];

/** How ARNs of principals are composed, around the account and the name. */
const ARNS: Readonly<Record<string, (partition: string) => readonly (string | undefined)[]>> = {
  'role': (partition) => [`arn:${partition}:iam::`, undefined, ':role/', undefined],
  'user': (partition) => [`arn:${partition}:iam::`, undefined, ':user/', undefined],
  'root': (partition) => [`arn:${partition}:iam::`, undefined, ':root'],
  'federated-user': (partition) => [`arn:${partition}:sts::`, undefined, ':federated-user/', undefined],
};

/** The account is digits; a path may hold any printable letter. */
const mayHold: MayHold = (letter, part) => letter.length > 1 || (part === 1 ? /^\d$/ : /^[!-~]$/).test(letter);

const waysOf = memo(
  (type: string, partition: string, pattern: Pattern) => `${type} ${partition} ${pattern.id}`,
  (type: string, partition: string, pattern: Pattern) => factor(pattern, ARNS[type](partition), mayHold),
);

/** Who may ask, as dimensions of a request. */
export class Principals {
  public readonly type = new Choice('principal type', TYPES);
  public readonly account: Value;
  /** Of a role, a user or a federated user: with its path. */
  public readonly name: Value;
  public readonly session: Value;
  public readonly service: Value;
  /** Identity provider. */
  public readonly provider: Value;

  private readonly arns = new Map<string, Formula>();
  private readonly types = new Map<string, Formula>();

  constructor(public readonly partition: string, examples: Readonly<Record<string, readonly string[]>> = {}) {
    this.account = new Value('principal account', ACCOUNTS, false, examples['principal account']);
    this.name = new Value('principal name', PRINCIPAL_NAMES, false, examples['principal name']);
    this.session = new Value('role session', PRINCIPAL_NAMES, false);
    this.service = new Value('service principal', TEXTS, false, examples['service principal']);
    this.provider = new Value('identity provider', TEXTS, false);
  }

  public isOneOf(...types: readonly PrincipalType[]): Formula {
    const id = types.join();
    const known = this.types.get(id);
    if (known) { return known; }
    const made = inCases(this.type, () => this.type.among(...types));
    this.types.set(id, made);
    return made;
  }

  /** A principal of some account. */
  public get isIam(): Formula {
    return this.isOneOf(...IAM_TYPES);
  }

  public accountTakenBy(pattern: Pattern): Formula {
    return passesText(this.account, pattern);
  }

  public isOfAccount(account: string): Formula {
    return and(this.isIam, this.accountTakenBy(literal(account)));
  }

  /** The role, user or federated user of a name with its path. */
  public isNamed(type: PrincipalType, account: string, name: string): Formula {
    return and(this.isOneOf(type), this.accountTakenBy(literal(account)), passesText(this.name, literal(name)));
  }

  /** Its `aws:PrincipalArn` is taken by a pattern. */
  public arnTakenBy(pattern: Pattern): Formula {
    const known = this.arns.get(pattern.id);
    if (known) { return known; }
    const made = this.factored(pattern);
    this.arns.set(pattern.id, made);
    return made;
  }

  /** Hundreds of wildcards can be parted in any number of ways. */
  private factored(pattern: Pattern): Formula {
    try {
      return this.makeArnTakenBy(pattern);
    } catch (error) {
      if (error instanceof TooComplexError) { return unknown(error.message, `factor ${pattern.id}`); }
      throw error;
    }
  }

  private makeArnTakenBy(pattern: Pattern): Formula {
    return or(...Object.keys(ARNS).map((type) => and(
      this.isOneOf(type as PrincipalType),
      or(...waysOf(type, this.partition, pattern).map(([account, name]) =>
        and(this.accountTakenBy(account), name === undefined ? and() : passesText(this.name, name)))),
    )));
  }

  /** A role's session, as `sts` names it: the role's name has no path there. */
  public isSession(account: string, roleName: string, session: string): Formula {
    return and(this.isOneOf('role'), this.accountTakenBy(literal(account)), this.lastNameTakenBy(literal(roleName)), passesText(this.session, literal(session)));
  }

  /** Its name without the path is taken by a pattern. */
  public lastNameTakenBy(pattern: Pattern): Formula {
    if (pattern.steps.some(({ letters }) => letters?.includes('/'))) { return FALSE; } // a name without its path has none
    const steps = pattern.steps.map((step) => (step.letters ? step : { ...step, except: '/' }));
    return or(passesText(this.name, new Pattern(steps)), passesText(this.name, new Pattern([ANY, ...literal('/').steps, ...steps])));
  }

  public isService(name: string): Formula {
    return and(this.isOneOf('service'), passesText(this.service, literal(name)));
  }

  /** A user of an identity provider whose ARN is taken by a pattern. */
  public isFederatedBy(pattern: Pattern): Formula {
    return and(this.isOneOf('federated'), passesText(this.provider, pattern));
  }

  public isFederated(provider: string): Formula {
    return and(this.isOneOf('federated'), passesText(this.provider, literal(provider)));
  }
}

/** A value is taken by a pattern. */
export function passesText(value: Value, pattern: Pattern): Formula {
  return passes(value, value.ask(textTest(pattern)), `whether a ${value.name} is meant depends on a name that only a deployment knows`);
}
