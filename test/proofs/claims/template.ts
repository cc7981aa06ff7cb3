import type { ClaimContext } from '../../../src/proofs/claims/claim-context';
import { ClaimReader } from '../../../src/proofs/claims/claim-reader';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';
import { RequestSpace } from '../../../src/proofs/engine';
import { isKeyType } from '../../../src/proofs/facts/key-types';
import { App } from '../../../src/proofs/model/app';
import { UNBOUNDED } from '../../../src/proofs/model/caller-policies';
import { type Guardrails, NO_GUARDRAILS } from '../../../src/proofs/model/guardrails';
import { KeyAccess } from '../../../src/proofs/model/key-access';
import { keyModel } from '../../../src/proofs/model/key-model';
import { policyModel } from '../../../src/proofs/model/policy-model';
import { ResourceAccess } from '../../../src/proofs/model/resource-access';
import { worldOf } from '../../../src/proofs/model/world';
import { generalClaims } from '../../../src/proofs/private/default-claims';
import { Prover } from '../../../src/proofs/private/prover';
import type { ProofRecord } from '../../../src/proofs/record/proof-run';
import { Choices } from '../../../src/proofs/template/case';
import { Deployment } from '../../../src/proofs/template/deployment';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

export const ACCOUNT = '111122223333';
export const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-ap-northeast-2`;

/** The template of a stack in a known account. */
export const stackOf = (resources: object, more: object = {}): StackTemplate =>
  ({
    stack: 'Shop',
    file: 'Shop.template.json',
    template: { ...more, Resources: resources },
    stackName: 'Shop',
    account: ACCOUNT,
    region: 'ap-northeast-2',
    deploymentRole: DEPLOYER,
  });

/** What becomes of claims about a resource: of those that are made of every policy, where none is given. The other stacks are deployed with it. */
export function proveAbout(
  stack: StackTemplate, logicalId: string, specs?: readonly Partial<ClaimSpec>[], others: readonly StackTemplate[] = [],
): ProofRecord[] {
  const deployment = new Deployment([stack, ...others]);
  const placed = { stack, resource: deployment.find(stack, logicalId)! };
  const general = generalClaims(deployment).filter(({ placed: { resource } }) => resource === placed.resource);
  const claimed = specs?.map((spec) => ({ claim: 'noAccessOutside', mandatory: false, placed, ...spec })) ?? general;
  return new Prover(deployment, { guardrails: NO_GUARDRAILS, trustedDeployers: [] }).prove(placed, claimed);
}

/** What a claim about a resource is asked with. */
export function contextOf(
  stack: StackTemplate, logicalId: string, given: Partial<ClaimSpec> = {}, guardrails: Guardrails = NO_GUARDRAILS,
): ClaimContext & { readonly textOf: (value: unknown) => string } {
  const app = new App(new Deployment([stack]));
  const placed = { stack, resource: app.deployment.find(stack, logicalId)! };
  const resolver = app.deployment.resolver(stack, new Choices(new Map()));
  const key = isKeyType(placed.resource.type) ? keyModel(placed, resolver) : undefined;
  const policy = key ? undefined : policyModel(placed, resolver, app);
  const ofRoles = app.roles.flatMap(({ documents }) => documents);
  const documents = [key?.policy ?? policy?.document, ...ofRoles, ...guardrails.serviceControl, ...guardrails.resourceControl];
  const space = new RequestSpace(worldOf('aws'), documents);
  const ofKey = key && new KeyAccess(space, key, guardrails);
  const spec: ClaimSpec = { claim: 'noAccessOutside', mandatory: false, placed, ...given };
  const resource = policy && new ResourceAccess(space, policy, guardrails);
  const facts = new ClaimReader(app, resolver, () => [UNBOUNDED]).factsOf(spec);
  return { ...facts, access: (ofKey ?? resource)!, key: ofKey, resource, textOf: (value) => resolver.text(value) };
}

export const policy = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });

export const allow = (principal: unknown, action: unknown, condition?: object): object =>
  ({ Effect: 'Allow', Principal: principal, Action: action, Resource: '*', ...condition ? { Condition: condition } : {} });

export const key = (...statements: readonly object[]): object => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(...statements) } });

/** A role with one policy of its own. */
export const role = (...statements: readonly object[]): { readonly Type: string; readonly Properties: object } => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: policy(), Policies: [{ PolicyName: 'Own', PolicyDocument: policy(...statements) }] },
});

/** A bucket that is encrypted with the key `Key`. */
export const BUCKET = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] } } }],
    },
  },
};

export const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
export const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
