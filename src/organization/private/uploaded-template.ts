import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type DockerImageAssetLocation, type FileAssetLocation, type ISynthesisSession, Lazy, Stack, StackSynthesizer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { InvalidInputError, refuseUnless } from '../../private/errors';

/** Uploads a template with the stack around it. */
class UploadingSynthesizer extends StackSynthesizer {
  private location?: FileAssetLocation;

  /** Who creates what StackSets deploy, with CloudFormation's placeholders: constructs and proofs read it. */
  public readonly cloudFormationExecutionRoleArn = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/stacksets-exec-*';

  constructor(private readonly around: Stack) { super(); }

  public get url(): string | undefined { return this.location?.httpUrl; }

  public addFileAsset(): FileAssetLocation { return this.refuse('a file'); }

  public addDockerImageAsset(): DockerImageAssetLocation { return this.refuse('a container image'); }

  public synthesize(session: ISynthesisSession): void {
    const source = this.synthesizeTemplate(session);
    this.check(readFileSync(path.join(session.assembly.outdir, this.boundStack.templateFile), 'utf8'));
    this.location = this.around.synthesizer.addFileAsset({ ...source, displayName: `template of ${this.boundStack.node.path}` });
  }

  /** An export is known in its own account and Region only. */
  private check(template: string): void {
    const { Resources: resources = {} } = JSON.parse(template) as { readonly Resources?: Readonly<Record<string, object>> };
    const refers = Object.keys(resources).find((id) => JSON.stringify(resources[id]).includes('"Fn::ImportValue"'));
    refuseUnless(refers === undefined, {
      what: `the template of '${this.boundStack.node.path}'`,
      got: `a reference to another stack in ${refers}`,
      allowed: 'names and values that every account knows',
      fix: 'write out what statements and topics name: it is deployed to other accounts',
    });
  }

  private refuse(got: string): never {
    throw new InvalidInputError({ what: `the template of '${this.boundStack.node.path}'`, got, allowed: 'none: it is deployed to other accounts', fix: 'build it in the stack around' });
  }
}

/** A template that StackSets deploy: not a stack of the app, but a file of the stack around it. */
export class UploadedTemplate extends Stack {
  private readonly uploading: UploadingSynthesizer;

  constructor(scope: Construct, id: string, description: string) {
    const around = Stack.of(scope);
    const synthesizer = new UploadingSynthesizer(around);
    super(scope, id, { description, synthesizer, env: { region: around.region }, analyticsReporting: false });
    this.uploading = synthesizer;
  }

  /** Where the template lies once it is uploaded: known before the stack around it is synthesized. */
  public get url(): string { return Lazy.string({ produce: () => this.uploading.url }); }

  public get _isTopLevelStack(): boolean { return false; }
}
