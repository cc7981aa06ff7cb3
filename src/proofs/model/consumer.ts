import type { Choices } from '../template/case';
import type { Deployment, Placed } from '../template/deployment';
import { valuesAt } from '../template/values-at';
import { KEY_CONSUMERS } from '../facts/key-consumers';
import { holeIn } from '../engine';

/** A resource that is encrypted with a key. */
export interface Consumer {
  readonly placed: Placed;
  /** Id of the service in the table of services. */
  readonly service: string;
  /** What names the key: its ARN, its id, or an alias. */
  readonly key: string;
  /** What policies may call the resource: what its `Ref` and its ARN are. */
  readonly names: readonly string[];
}

/** Everything in a deployment that names a key, in one case. */
export function consumersOf(deployment: Deployment, choices: Choices): Consumer[] {
  return KEY_CONSUMERS.flatMap(({ type, paths, service }) => deployment.ofType(type).filter((placed) => deployment.exists(placed, choices)).flatMap((placed) => {
    const resolver = deployment.resolver(placed.stack, choices);
    const { logicalId, properties } = placed.resource;
    const keys = new Set(paths.flatMap((path) => valuesAt(resolver.resolve(properties), path)).filter((value): value is string => typeof value === 'string'));
    const names = [{ Ref: logicalId }, { 'Fn::GetAtt': [logicalId, 'Arn'] }, { 'Fn::GetAtt': [logicalId, 'TopicArn'] }]
      .map((value) => resolver.text(value)).filter((text) => holeIn(text) === undefined);
    return [...keys].map((key) => ({ placed, service, key, names }));
  }));
}
