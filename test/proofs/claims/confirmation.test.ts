import { ACCOUNT, allow, BUCKET, contextOf, DEPLOYER, key, OBJECTS, policy, role, ROOT, stackOf } from './template';
import { noAccessOutside } from '../../../src/proofs/claims/border-claims';
import type { ClaimContext } from '../../../src/proofs/claims/claim-context';
import { decideQuestion } from '../../../src/proofs/claims/decide';
import { grantedCalls, provisioningCalls } from '../../../src/proofs/claims/liveness';
import { can, cannot, noNewAccess } from '../../../src/proofs/claims/policy-claims';
import type { Question } from '../../../src/proofs/claims/question';
import { and, type Formula, TRUE } from '../../../src/proofs/engine';
import { NO_GUARDRAILS } from '../../../src/proofs/model/guardrails';
import { KeyAccess } from '../../../src/proofs/model/key-access';
import { ordinaryRequest } from '../../../src/proofs/model/ordinary';

const SUPPORT = `arn:aws:iam::${ACCOUNT}:role/Support`;
const READS = { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS };
const DECRYPTS = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const READER = { 'Fn::GetAtt': ['Reader', 'Arn'] };

/** A question whose formula is wrong on purpose: nothing but the confirmation tells. */
const decideWrongly = ({ access }: ClaimContext, question: Question, formula: Formula) => decideQuestion(access.space, { ...question, formula });

const UNCONFIRMED = { verdict: 'undecided', reasons: ['the example that was found is not confirmed by the evaluator'] };

describe('an example that the resource\'s own side does not let in', () => {
  const isolated = stackOf({ Key: key(allow(ROOT, 'kms:*')), Bucket: BUCKET, Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy() } } });

  test.each(['Key', 'Policy'])('of %s is not taken for access', (logicalId) => {
    const context = contextOf(isolated, logicalId);
    expect(decideWrongly(context, noAccessOutside(context), context.access.isCaller)).toMatchObject(UNCONFIRMED);
  });

  test('is not taken for new access either, where the earlier policy had it', () => {
    const context = contextOf(isolated, 'Key', { baseline: policy({ ...allow(ROOT, 'kms:*'), Sid: 'Before' }) });
    expect(decideWrongly(context, noNewAccess(context), context.access.allowed)).toMatchObject(UNCONFIRMED);
  });
});

describe('what policies of the organization stop', () => {
  const stack = stackOf({ Key: key(allow('*', 'kms:*')) });
  const denial = policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'kms:*', Resource: '*' });
  const serviceControl = { ...NO_GUARDRAILS, serviceControl: [denial] };
  const resourceControl = { ...NO_GUARDRAILS, resourceControl: [policy({ ...allow('*', 'kms:*'), Effect: 'Deny' })] };

  test.each([['a service control policy', serviceControl], ['a resource control policy', resourceControl]])('%s is not forgotten by the confirmation', (_name, guardrails) => {
    const context = contextOf(stack, 'Key', { principal: SUPPORT, actions: ['kms:Decrypt'] }, guardrails);
    const { access } = context;
    const unbounded = new KeyAccess(access.space, context.key!.model);
    const wrong = and(unbounded.allowed, access.isAmong([SUPPORT]));
    expect(decideQuestion(access.space, cannot(context)[0])).toMatchObject({ verdict: 'proved' });
    expect(decideWrongly(context, cannot(context)[0], wrong)).toMatchObject(UNCONFIRMED);
  });
});

describe('what the caller\'s own policies stop', () => {
  const stack = stackOf({ Key: key(allow(ROOT, 'kms:*')), Bucket: BUCKET, Reader: role(READS) });

  test.each([['can', can], ['cannot', cannot]])('%s counts them by concrete evaluation', (_name, ask) => {
    const context = contextOf(stack, 'Key', { principal: READER, actions: ['kms:Decrypt'] });
    const [question] = ask(context);
    expect(decideQuestion(context.access.space, question).request).toBeUndefined();
    const wrong = and(context.access.allowed, context.access.isAmong([context.resolver.text(READER)]), context.access.space.actionIs('kms:Decrypt'));
    expect(decideWrongly(context, question, wrong)).toMatchObject(UNCONFIRMED);
  });

  test('a boundary that is not in the templates confirms nothing', () => {
    const [bounded] = Object.values({ Reader: role(DECRYPTS) }) as { Properties: object }[];
    const outside = { ...bounded, Properties: { ...bounded.Properties, PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' } };
    const context = contextOf(stackOf({ Key: key(allow(ROOT, 'kms:*')), Reader: outside }), 'Key', { principal: READER, actions: ['kms:Decrypt'] });
    const wrong = and(context.access.allowed, context.access.isAmong([context.resolver.text(READER)]), context.access.space.actionIs('kms:Decrypt'));
    expect(decideWrongly(context, can(context)[0], wrong)).toMatchObject(UNCONFIRMED);
  });
});

describe('a call that works', () => {
  const stack = stackOf({ Key: key(allow(ROOT, 'kms:*')), Bucket: BUCKET, Reader: role(READS, DECRYPTS) });
  const liveness = (context: ClaimContext) => ({ access: context.key!, app: context.app, key: context.spec.placed, resolver: context.resolver, deployerMay: context.deployerMay });
  const ordinary = ({ key: access, resolver }: ClaimContext, role: string) =>
    ordinaryRequest(access!, { role, actions: ['kms:Decrypt'], via: [], tags: {}, region: resolver.region });

  test('is not taken for a refused one: a role\'s, whose own policies count', () => {
    const context = contextOf(stack, 'Key');
    const [{ question }] = grantedCalls(liveness(context));
    expect(decideQuestion(context.access.space, question)).toMatchObject({ verdict: 'proved' });
    expect(decideWrongly(context, question, ordinary(context, context.resolver.text(READER)))).toMatchObject(UNCONFIRMED);
  });

  test('is not taken for a refused one: that of whoever deploys', () => {
    const context = contextOf(stack, 'Key');
    const [{ question }] = provisioningCalls(liveness(context));
    expect(decideWrongly(context, question, ordinary(context, DEPLOYER))).toMatchObject(UNCONFIRMED);
    expect(decideWrongly(context, question, TRUE)).toMatchObject(UNCONFIRMED);
  });

  test('is a refused one where the role lacks it, and the evaluator agrees', () => {
    const context = contextOf(stackOf({ Key: key(allow(ROOT, 'kms:*')), Bucket: BUCKET, Reader: role(READS) }), 'Key');
    const [{ question }] = grantedCalls(liveness(context));
    expect(decideQuestion(context.access.space, question)).toMatchObject({ verdict: 'refuted', request: { action: 'kms:Decrypt' } });
  });
});
