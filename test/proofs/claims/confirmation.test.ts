import { ACCOUNT, allow, BUCKET, contextOf, DEPLOYER, key, OBJECTS, policy, role, ROOT, stackOf } from './template';
import { noAccessOutside } from '../../../src/proofs/claims/border-claims';
import type { ClaimContext } from '../../../src/proofs/claims/claim-context';
import { decideQuestion } from '../../../src/proofs/claims/decide';
import { mustWork } from '../../../src/proofs/claims/liveness';
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

  test.each([['Key', { 'Fn::GetAtt': ['Key', 'Arn'] }, 'kms:Decrypt'], ['Policy', OBJECTS, 's3:GetObject']])('of %s is not taken for access', (logicalId, resource, action) => {
    const context = contextOf(isolated, logicalId);
    const { access: { space }, textOf } = context;
    const wrong = and(space.principals.isOfAccount('444455556666'), space.resourceIs(textOf(resource)), space.actionIs(action));
    expect(decideWrongly(context, noAccessOutside(context), wrong)).toMatchObject(UNCONFIRMED);
  });

  test('that a statement denies is not taken for access', () => {
    const context = contextOf(stackOf({ Key: key(allow('*', 'kms:*'), { ...allow('*', 'kms:Decrypt'), Effect: 'Deny' }) }), 'Key');
    const { key: access } = context;
    expect(decideWrongly(context, noAccessOutside(context), and(access!.isForKey, access!.space.actionIs('kms:Decrypt'), access!.isIam))).toMatchObject(UNCONFIRMED);
  });

  test('of another resource is not taken for access', () => {
    const context = contextOf(isolated, 'Key');
    const { space } = context.access;
    const wrong = and(space.principals.isOfAccount(ACCOUNT), space.resourceIs('arn:aws:kms:ap-northeast-2:111122223333:key/another'), space.actionIs('kms:Decrypt'));
    expect(decideWrongly(context, noAccessOutside(context), wrong)).toMatchObject(UNCONFIRMED);
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

  test.each([['can', (context: ClaimContext) => can(context).map(({ question }) => question)], ['cannot', cannot]])('%s counts them by concrete evaluation', (_name, ask) => {
    const context = contextOf(stack, 'Key', { principal: READER, actions: ['kms:Decrypt'] });
    const [question] = ask(context);
    expect(decideQuestion(context.access.space, question).request).toBeUndefined();
    const wrong = and(context.access.allowed, context.access.isAmong([context.textOf(READER)]), context.access.space.actionIs('kms:Decrypt'));
    expect(decideWrongly(context, question, wrong)).toMatchObject(UNCONFIRMED);
  });

  test('a boundary that is not in the templates confirms nothing', () => {
    const { Type, Properties } = role(DECRYPTS);
    const bounded = { Type, Properties: { ...Properties, PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' } };
    const context = contextOf(stackOf({ Key: key(allow(ROOT, 'kms:*')), Reader: bounded }), 'Key', { principal: READER, actions: ['kms:Decrypt'] });
    const wrong = and(context.access.allowed, context.access.isAmong([context.textOf(READER)]), context.access.space.actionIs('kms:Decrypt'));
    expect(decideWrongly(context, can(context)[0].question, wrong)).toMatchObject(UNCONFIRMED);
  });
});

describe('a call that works', () => {
  const stack = stackOf({ Key: key(allow(ROOT, 'kms:*')), Bucket: BUCKET, Reader: role(READS, DECRYPTS) });
  const ordinary = ({ key: access }: ClaimContext, arn: string) =>
    ordinaryRequest(access!, { role: arn, actions: ['kms:Decrypt'], via: [], tags: {}, region: 'ap-northeast-2' });
  const questionOf = (context: ClaimContext) => mustWork(context.key!, context.calls)[0].question;

  test('is not taken for a refused one: a role\'s, whose own policies count', () => {
    const context = contextOf(stack, 'Key', { claim: 'granted' });
    const question = questionOf(context);
    expect(decideQuestion(context.access.space, question)).toMatchObject({ verdict: 'proved' });
    expect(decideWrongly(context, question, ordinary(context, context.textOf(READER)))).toMatchObject(UNCONFIRMED);
  });

  test('is not taken for a refused one: that of whoever deploys', () => {
    const context = contextOf(stack, 'Key', { claim: 'provisionable' });
    const question = questionOf(context);
    expect(decideWrongly(context, question, ordinary(context, DEPLOYER))).toMatchObject(UNCONFIRMED);
    expect(decideWrongly(context, question, TRUE)).toMatchObject(UNCONFIRMED);
  });

  test('is a refused one where the role lacks it, and the evaluator agrees', () => {
    const context = contextOf(stackOf({ Key: key(allow(ROOT, 'kms:*')), Bucket: BUCKET, Reader: role(READS) }), 'Key', { claim: 'granted' });
    const question = questionOf(context);
    expect(decideQuestion(context.access.space, question)).toMatchObject({ verdict: 'refuted', request: { action: 'kms:Decrypt' } });
  });
});
