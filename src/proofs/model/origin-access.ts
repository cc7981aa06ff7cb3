import { holeIn, shown, symbol } from '../engine';
import type { Deployment } from '../template/deployment';
import { fieldsOf, isFields } from '../template/stack-template';

/**
 * The account that CloudFront's origin access identities of an account are of: Amazon S3 has those of all accounts in one of CloudFront's own,
 * but nobody else can use them.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export const originAccountOf = (account: string): string => symbol(`CloudFront of ${shown(account)}`);

/** The origin access identities of a deployment as principals, by what policies may call them. */
export function originAccess(deployment: Deployment): Map<string, string> {
  return new Map(deployment.ofType('AWS::CloudFront::CloudFrontOriginAccessIdentity').flatMap(({ stack, resource: { logicalId } }) => {
    const text = (value: unknown) => deployment.settledText(stack, value);
    const [account, partition] = [text({ Ref: 'AWS::AccountId' }), text({ Ref: 'AWS::Partition' })];
    const arn = `arn:${partition}:iam::${originAccountOf(account)}:user/${symbol(`origin access identity ${stack.stack}/${logicalId}`)}`;
    const names = [text({ 'Fn::GetAtt': [logicalId, 'S3CanonicalUserId'] }), `arn:${partition}:iam::cloudfront:user/CloudFront Origin Access Identity ${text({ Ref: logicalId })}`];
    return names.filter((name) => holeIn(name) === undefined).map((name): [string, string] => [name, arn]);
  }));
}

/** A policy that names origin access identities as principals. */
export function withOriginAccess(document: unknown, identities: ReadonlyMap<string, string>): unknown {
  const { Statement: statements } = fieldsOf(document);
  if (identities.size === 0 || statements === undefined) { return document; }
  return { ...fieldsOf(document), Statement: [statements].flat().map((statement) => named(statement, identities)) };
}

function named(statement: unknown, identities: ReadonlyMap<string, string>): unknown {
  const { Principal: principal } = fieldsOf(statement);
  if (!isFields(principal)) { return statement; }
  const isKnown = (value: unknown): value is string => typeof value === 'string' && identities.has(value);
  const listOf = (kind: string): unknown[] => (principal[kind] === undefined ? [] : [principal[kind]].flat());
  const found = ['AWS', 'CanonicalUser'].flatMap(listOf).filter(isKnown).map((name) => identities.get(name));
  if (found.length === 0) { return statement; }
  const { AWS: _arns, CanonicalUser: _users, ...others } = principal;
  const [arns, users] = ['AWS', 'CanonicalUser'].map((kind) => listOf(kind).filter((value) => !isKnown(value)));
  return { ...fieldsOf(statement), Principal: { ...others, AWS: [...arns, ...found], ...users.length === 0 ? {} : { CanonicalUser: users } } };
}
