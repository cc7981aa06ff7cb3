import { Token } from 'aws-cdk-lib';
import { InvalidInputError } from '../../private/errors';

/** Whether a text is a host name or an address. */
export const isHost = (text: string): boolean => /^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/.test(text);

/** Whether a number is one of a port. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port < 65_536;

/** The ports of nodes, `host:port` with commas between, as the function reads them in `nodesOf`. */
export function portsOfNodes(nodes = ''): readonly number[] { return nodes === '' ? [] : nodes.split(',').map(portOf); }

/** CDK makes one rule for all ports that are tokens, so only a host may be one. */
function portOf(node: string): number {
  const [, host = '', port] = /^(.+):(\d{1,5})$/.exec(node) ?? [];
  if ((isHost(host) || Token.isUnresolved(host)) && isPort(Number(port))) { return Number(port); }
  throw new InvalidInputError({
    what: 'nodes of Redis or Valkey',
    got: Token.isUnresolved(node) ? 'a port that is a token' : node,
    allowed: 'host:port, with a port of 1 to 65535 in digits',
    fix: 'pass each node as one text, without a scheme: the security groups get a rule for each port',
  });
}
