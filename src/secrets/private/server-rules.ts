import { Annotations, Token, type aws_lambda as lambda } from 'aws-cdk-lib';
import { CfnSecurityGroupIngress, type IConnectable, type ISecurityGroup, Port } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { acknowledge } from '../../private/acknowledge';

/** Rules on both sides for each port. Gives those that let the function in: they come before the first rotation. */
export function letReach(handler: lambda.IFunction, server: IConnectable, ports: readonly number[]): readonly IConstruct[] {
  const added = [...new Set(ports)].flatMap((port) => {
    const before = new Set(ingressRules(handler, server));
    handler.connections.allowTo(server, Port.tcp(port), 'rotation of a secret');
    const rules = ingressRules(handler, server).filter((rule) => !before.has(rule));
    if (Token.isUnresolved(port)) { rules.forEach(acknowledgeUnknownPort); }
    return rules;
  });
  const closed = server.connections.securityGroups.filter(({ securityGroupId }) => !added.some(({ groupId }) => groupId === securityGroupId));
  if (closed.length > 0) { warnOf(closed, handler, ports); }
  return added;
}

/** CDK puts the rule of a group in another stack beside the group of the function. */
function ingressRules(...sides: readonly IConnectable[]): readonly CfnSecurityGroupIngress[] {
  return sides.flatMap(({ connections }) => connections.securityGroups).flatMap(({ node }) => node.children)
    .filter((child): child is CfnSecurityGroupIngress => child instanceof CfnSecurityGroupIngress);
}

function warnOf(closed: readonly ISecurityGroup[], handler: lambda.IFunction, ports: readonly number[]): void {
  const names = closed.map(({ node, securityGroupId }) => (Token.isUnresolved(securityGroupId) ? `'${node.path}'` : securityGroupId)).join(', ');
  const known = ports.some(Token.isUnresolved) ? 'the database\'s TCP port' : `TCP port ${[...new Set(ports)].join(', ')}`;
  Annotations.of(handler).addWarningV2('cdk-gold:rotationRule',
    `the security group ${names} of the database is imported with mutable: false and gets no rule: let the security group of the function `
    + `'${handler.node.path}' in through ${known} by hand, before the secret rotates for the first time`);
}

/** cdk-nag's rules on ports throw where the port is a reference. */
function acknowledgeUnknownPort(rule: IConstruct): void {
  for (const pack of ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']) {
    for (const name of ['EC2RestrictedCommonPorts', 'EC2RestrictedSSH']) {
      acknowledge(rule, pack, `${pack}-${name}`, 'the port is the database\'s own, known at deployment, and open to the security group of one function only');
    }
  }
}
