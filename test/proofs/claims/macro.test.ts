import { allow, key, policy, proveAbout, ROOT, stackOf } from './template';

const INCLUDE = { 'Fn::Transform': { Name: 'AWS::Include' } };
const REWRITER = { 'Fn::Transform': { Name: 'Rewriter' } };
const OWN = allow(ROOT, 'kms:*');

const verdict = (resource: object) => proveAbout(stackOf({ Key: resource }), 'Key', [{ claim: 'noAccessOutside' }])[0].verdict;
const keyWith = (more: object) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(OWN), ...more } });

describe('a policy that a macro may change', () => {
  test('is not known where the macro stands beside it, unless that one only adds', () => {
    expect([keyWith({}), keyWith(INCLUDE), keyWith(REWRITER)].map(verdict)).toEqual(['proved', 'proved', 'undecided']);
  });

  test('is not known where the macro stands beside the properties', () => {
    expect(verdict({ ...key(OWN), ...REWRITER })).toBe('undecided');
    expect(verdict({ Type: 'AWS::KMS::Key', ...INCLUDE })).toBe('undecided');
  });

  test('is not known where the macro stands beside the resource', () => {
    const among = (more: object) => proveAbout(stackOf({ Key: key(OWN), ...more }), 'Key', [{ claim: 'noAccessOutside' }])[0];
    expect(among(INCLUDE).verdict).toBe('proved');
    expect(among(REWRITER)).toMatchObject({ verdict: 'undecided', detail: 'the template is changed at deployment by Rewriter' });
  });

  test('is not known of a topic either', () => {
    const topic = (more: object) => stackOf({ Topic: { Type: 'AWS::SNS::Topic' }, Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: policy(), ...more } } });
    const of = (more: object) => proveAbout(topic(more), 'Policy', [{ claim: 'noAccessOutside' }])[0].verdict;
    expect([of({}), of(REWRITER)]).toEqual(['proved', 'undecided']);
  });
});
