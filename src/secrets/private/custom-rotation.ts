import type { aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { KEY_ACTIONS, isKeyOf, letSecretsManagerInvoke } from './rotation-function';
import { isRoleOf, openKeyOf, rotateThis, rotationPolicy, useKeyOf } from './rotation-permissions';
import type { PlannedRotation, RotationPlan, RotationSubject } from './rotation-plan';
import { InvalidInputError } from '../../private/errors';

/** Rotates by a function that somebody else wrote: it gets what every rotation function needs, and its own network is its owner's. */
export class CustomRotation implements RotationPlan {
  constructor(private readonly handler: lambda.IFunction) {}

  public wire(scope: Construct, { secret, domain }: RotationSubject): PlannedRotation {
    const { role } = this.handler;
    if (role === undefined) {
      throw new InvalidInputError({
        what: `handler of '${scope.node.path}'`,
        got: 'an imported function without its role',
        allowed: 'a function whose role is known',
        fix: 'import it by Function.fromFunctionAttributes with its `role`: the role must be allowed to rotate the secret',
      });
    }
    const policy = rotationPolicy(scope, domain, role, [
      rotateThis(secret, this.handler.functionArn), ...useKeyOf(scope, 'UseKeyForThisSecret', secret, KEY_ACTIONS),
    ]);
    const isOfDomain = isRoleOf(domain, role);
    if (!isOfDomain) { secret.owner.grantRead(role); }
    if (!isOfDomain || !isKeyOf(domain, secret)) { openKeyOf(scope, domain, secret, role, KEY_ACTIONS); }
    return { handler: this.handler, before: [policy, this.handler, letSecretsManagerInvoke(scope, secret, this.handler)] };
  }
}
