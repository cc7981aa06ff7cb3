import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyViolation } from 'aws-cdk-lib';
import { type Assumption, type DeployerAccess, type ProofRecord, PROOFS_FILE, type ProofRun, type UnreadResource } from '../../src/proofs/record/proof-run';

/** A proved claim about the key `Good`, unless told otherwise. */
export const claim = (given: Partial<ProofRecord> = {}): ProofRecord => ({
  claim: 'onlyDomainDecrypts',
  title: 'only the domain \'orders\' decrypts with the key',
  verdict: 'proved',
  mandatory: false,
  questions: 1,
  statements: ['Use'],
  assumptions: [ASSUMPTION.id],
  stack: 'Shop',
  construct: `Shop/${given.logicalId ?? 'Good'}`,
  resourceType: 'AWS::KMS::Key',
  logicalId: 'Good',
  template: 'Shop.template.json',
  micros: 250,
  ...given,
});

export const ASSUMPTION = {
  id: 'path-is-guarded',
  text: 'nobody but the deployers makes a role whose path begins with /gold/',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
};

/** A claim that fails, with the request that shows it. */
export const REFUTED: Partial<ProofRecord> = {
  verdict: 'refuted',
  detail: 'role <Intruder> decrypts directly: the statement \'Everybody\' allows it',
  fix: 'name the roles in the statement',
  request: {
    principal: 'arn:aws:iam::<account>:role/<Intruder>',
    action: 'kms:Decrypt',
    resource: 'arn:aws:kms:<region>:<account>:key/<Open>',
    context: { 'aws:principalarn': ['arn:aws:iam::<account>:role/<Intruder>'], 'kms:viaservice': ['s3.<region>.amazonaws.com'] },
  },
  statements: ['Everybody', 'statement 3'],
};

export const deployer = (given: Partial<DeployerAccess> = {}): DeployerAccess => ({
  deployer: 'arn:aws:iam::<account>:role/cdk-hnb659fds-cfn-exec-role',
  stack: 'Shop',
  construct: `Shop/${given.logicalId ?? 'Good'}`,
  logicalId: 'Good',
  direct: ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
  throughServices: [{ service: 's3.ap-northeast-2.amazonaws.com', actions: ['kms:Decrypt', 'kms:GenerateDataKey'] }],
  identity: 'assumed to allow everything, as AdministratorAccess does',
  ...given,
});

/** Stands for GoldProofs: writes a run with the hashes of the templates, and reports what is not proved. */
export class FixtureProofs implements IPolicyValidationPlugin {
  public readonly name = 'GoldProofs';

  constructor(
    private readonly records: readonly ProofRecord[],
    private readonly deployers: readonly DeployerAccess[] = [],
    private readonly unread: readonly UnreadResource[] = [],
    private readonly assumptions: readonly Assumption[] = [ASSUMPTION],
  ) {}

  public validate({ stackTemplates }: IPolicyValidationContext) {
    const outdir = path.dirname(stackTemplates[0].templatePath);
    const run: ProofRun = {
      templates: stackTemplates.map(({ templatePath, stackConstructPath }) => ({
        file: path.basename(templatePath), stack: stackConstructPath, sha256: createHash('sha256').update(readFileSync(templatePath, 'utf8')).digest('hex'),
      })),
      records: this.records,
      assumptions: this.assumptions,
      deployers: this.deployers,
      unread: this.unread,
    };
    writeFileSync(path.join(outdir, PROOFS_FILE), JSON.stringify(run));
    const violations = this.records.filter(({ verdict }) => verdict !== 'proved').map((record): PolicyViolation => ({
      ruleName: record.claim,
      description: record.title,
      severity: record.mandatory ? 'fatal' : 'error',
      violatingResources: [{ resourceLogicalId: record.logicalId, templatePath: path.join(outdir, record.template), locations: [] }],
    }));
    return { success: violations.length === 0, violations };
  }
}
