import { refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';

/** Where a server listens. */
export interface Node {
  readonly host: string;
  readonly port: number;
}

/** Reads an option such as `one.example:6379,two.example:6379`. */
export function nodesOf(option: string | undefined): readonly Node[] {
  return (option ?? '').split(',').map((item) => item.trim()).filter((item) => item !== '').map((item) => {
    const [, host, port] = /^(.+):(\d{1,5})$/.exec(item) ?? [];
    refuseUnless(host !== undefined, 'a node of the option nodes is no host and port: write it as host:port');
    return { host, port: Number(port) };
  });
}

/** A credential at every node: replicas and the members of a cluster keep users of their own, which nobody copies. The secret's own is the first. */
export function atEveryNode(credential: Credential, nodes: readonly Node[]): readonly Credential[] {
  const others = nodes.filter(({ host, port }) => host !== credential.host || port !== credential.port);
  return [credential, ...others.map(({ host, port }) => ({ ...credential, host, port }))];
}
