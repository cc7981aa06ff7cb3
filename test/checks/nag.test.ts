import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, type CfnResource, NestedStack, Stack, aws_kms as kms, aws_lambda as lambda, aws_s3 as s3, aws_secretsmanager as secretsmanager, aws_sqs as sqs } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { findingsOf, temporaryFolder, testApp } from './synth';
import { testStack } from './template';
import { GoldChecks, GoldNagPack, GoldNagRules } from '../../src/checks';
import { CATALOGUE } from '../../src/controls/catalogue';
import { Domain } from '../../src/core';
import { DomainBucket, DomainQueue } from '../../src/data';

/** What goes wrong in as many ways as an app can declare it, beside what goes right. */
function build(): App {
  const app = testApp();
  const stack = testStack(app);
  const orders = new Domain(stack, 'Orders');
  new DomainBucket(orders, 'Receipts');
  new DomainQueue(orders, 'Shipments');
  new s3.Bucket(stack, 'L2');
  new kms.CfnKey(stack, 'L1', { keyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }] } });
  const overridden = new kms.Key(stack, 'Overridden', { enableKeyRotation: true });
  (overridden.node.defaultChild as kms.CfnKey).addPropertyOverride('EnableKeyRotation', false);
  new secretsmanager.CfnSecret(stack, 'Plain', { secretString: 'not a real one' });
  const file = path.join(temporaryFolder(), 'template.json');
  writeFileSync(file, JSON.stringify({
    Parameters: { Key: { Type: 'String' } },
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Half: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { Ref: 'Key' } } },
      Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'x' }, Role: 'arn:aws:iam::111111111111:role/r', Runtime: 'nodejs16.x', Handler: 'i.h' } },
    },
  }));
  new CfnInclude(stack, 'Included', { templateFile: file });
  new sqs.Queue(new NestedStack(stack, 'Nested'), 'Queue');
  const far = testStack(app, 'Far');
  new sqs.Queue(far, 'Crossing', { encryptionMasterKey: overridden });
  return app;
}

describe('GoldNagPack', () => {
  test('finds what GoldChecks finds, in L2s, L1s, overrides, included templates and nested stacks', () => {
    const [checked, nagged] = [build(), build()];
    const expected = findingsOf(checked, new GoldChecks()).filter(({ description }) => !description.startsWith('could not be decided'))
      .map(({ rule, construct, severity }) => [`GoldNag-${rule}`, construct, severity === 'fatal' ? 'error' : severity].join(' '));
    const found = findingsOf(nagged, new GoldNagPack(nagged)).map(({ rule, construct, severity }) => [rule, construct, severity].join(' '));
    expect(expected.length).toBeGreaterThan(20);
    expect([...new Set(found)].sort()).toEqual([...new Set(expected)].sort());
  });

  test('names itself and says why and what to do', () => {
    const app = testApp();
    new sqs.Queue(testStack(app), 'Queue');
    const found = findingsOf(app, new GoldNagPack(app)).find(({ rule }) => rule === 'GoldNag-sqs.customer-key');
    expect(found).toMatchObject({ plugin: 'GoldNag', description: expect.stringMatching(/customer-managed key/) as string });
  });
});

describe('GoldNagRules', () => {
  /** A pack of somebody who wants one rule only. */
  class OneRule extends NagPack {
    public readonly name = 'Mine';
    constructor(scope?: IConstruct) {
      super(scope);
      this.packName = 'Mine';
    }

    protected checkResource(node: CfnResource): void {
      this.applyRule({
        ruleSuffixOverride: 'Rotation',
        info: 'keys rotate',
        explanation: 'ours do',
        level: NagMessageLevel.ERROR,
        node,
        rule: (resource: CfnResource) => GoldNagRules.evaluate('kms.rotation', resource),
      });
    }
  }

  test('work in somebody\'s own pack', () => {
    const app = testApp();
    const stack = testStack(app);
    new kms.Key(stack, 'Rotates', { enableKeyRotation: true });
    new kms.Key(stack, 'Stands', { enableKeyRotation: false });
    expect(findingsOf(app, new OneRule(app)).map(({ rule, construct }) => [rule, construct])).toEqual([['Mine-Rotation', 'Test/Stands/Resource']]);
  });

  test('answer for the types they look at, and for no other', () => {
    const stack = testStack();
    const key = new kms.Key(stack, 'Key', { enableKeyRotation: true }).node.defaultChild as kms.CfnKey;
    const queue = new sqs.Queue(stack, 'Queue').node.defaultChild as sqs.CfnQueue;
    expect(['kms.rotation', 'sqs.customer-key'].flatMap((id) => [GoldNagRules.evaluate(id, key), GoldNagRules.evaluate(id, queue)])).toEqual([
      NagRuleCompliance.COMPLIANT, NagRuleCompliance.NOT_APPLICABLE, NagRuleCompliance.NOT_APPLICABLE, NagRuleCompliance.NON_COMPLIANT,
    ]);
  });

  test('see a resource as it is now, not as it was when they last looked', () => {
    const key = new kms.Key(testStack(), 'Key', { enableKeyRotation: true }).node.defaultChild as kms.CfnKey;
    const before = GoldNagRules.evaluate('kms.rotation', key);
    key.addPropertyOverride('EnableKeyRotation', false);
    expect([before, GoldNagRules.evaluate('kms.rotation', key)]).toEqual([NagRuleCompliance.COMPLIANT, NagRuleCompliance.NON_COMPLIANT]);
  });

  test('refuse an id that no control has, and name those there are', () => {
    const queue = new sqs.Queue(testStack(), 'Queue').node.defaultChild as sqs.CfnQueue;
    expect(() => GoldNagRules.evaluate('kms.rotations', queue)).toThrow(/control is not valid: got 'kms\.rotations'; allowed: kms\.rotation, /);
  });

  test('have an id for each control of the catalogue, each once', () => {
    expect(GoldNagRules.IDS).toEqual(CATALOGUE.map(({ id }) => id));
    expect(new Set(GoldNagRules.IDS).size).toBe(GoldNagRules.IDS.length);
    expect(new GoldChecks().ruleIds).toEqual(GoldNagRules.IDS);
  });
});

test('a function\'s permission in another stack is judged in that stack\'s template', () => {
  const app = testApp();
  const home = testStack(app);
  const ship = new lambda.Function(home, 'Ship', { code: lambda.Code.fromInline('x'), handler: 'i.h', runtime: lambda.Runtime.NODEJS_24_X });
  const far = new Stack(app, 'Far', { env: { region: 'ap-northeast-2' } });
  const open = new lambda.CfnPermission(far, 'Open', { action: 'lambda:InvokeFunction', functionName: ship.functionArn, principal: '*' });
  expect(GoldNagRules.evaluate('lambda.no-public-access', open)).toBe(NagRuleCompliance.NON_COMPLIANT);
});
