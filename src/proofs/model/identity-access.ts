import type { LaunchModel } from './launch-model';
import { rolePolicy, type RolePolicy } from './role-policy';
import { and, type Formula, glob, or, principalArn, type Request, type RequestSpace, textTest } from '../engine';
import { passesText } from '../engine/principals';

/** What a role can do by its own policies. */
export class IdentityAccess {
  private readonly own: RolePolicy;

  constructor(public readonly space: RequestSpace, public readonly model: LaunchModel) {
    this.own = rolePolicy(space, model.caller);
  }

  /** The role asks, and its own policies let it. */
  public get allowed(): Formula {
    const { space: { principals }, model: { arn, account } } = this;
    return and(principals.isNamed('role', account, arn.slice(arn.indexOf(':role/') + ':role/'.length)), this.own.allow, this.own.bounds);
  }

  /** Whether the concrete evaluator agrees that a request is allowed. */
  public confirms(request: Request): boolean {
    const { allows, isWithin } = this.own.answer(request);
    return principalArn(request.principal, request.partition) === this.model.arn && allows === true && isWithin === true;
  }

  /** A condition key has one of some values; `*` is a wildcard. */
  public keyIs(key: string, ...values: readonly string[]): Formula {
    return this.space.context.key(key).passesAny(values.map((value) => textTest(glob(value))));
  }

  /** The resource is one of some; `*` stands for any letters, as no ARN of these has a colon in a segment. */
  public resourceIs(...arns: readonly string[]): Formula {
    return or(...arns.map((arn) => passesText(this.space.resource, glob(arn))));
  }
}
