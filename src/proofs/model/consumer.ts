import { holeIn } from '../engine';
import { KEY_CONSUMERS } from '../facts/key-consumers';
import type { Deployment, Placed } from '../template/deployment';
import { valuesAt } from '../template/values-at';

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

/** Everything in a deployment that names a key in some case. */
export function consumersOf(deployment: Deployment): Consumer[] {
  return KEY_CONSUMERS.flatMap(({ type, paths, service }) => deployment.ofType(type).flatMap((placed) => {
    const { logicalId, properties } = placed.resource;
    const keys = deployment.inEachCase(placed, (resolver) => paths.flatMap((path) => valuesAt(resolver.resolve(properties), path))).flat();
    const names = [{ Ref: logicalId }, { 'Fn::GetAtt': [logicalId, 'Arn'] }, { 'Fn::GetAtt': [logicalId, 'TopicArn'] }]
      .map((value) => deployment.settledText(placed.stack, value)).filter((text) => holeIn(text) === undefined);
    return [...new Set(keys)].filter((key) => typeof key === 'string').map((key) => ({ placed, service, key, names }));
  }));
}
