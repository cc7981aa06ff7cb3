import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  type DockerImageAssetLocation, FileAssetPackaging, type FileAssetLocation, type FileAssetSource, type ISynthesisSession, type Stack,
  StackSynthesizer,
} from 'aws-cdk-lib';
import { type TemplateParameters, checkParameters } from './product-parameter';
import { beyondLimits } from './template-limits';
import type { VersionHistory } from './version-history';
import { InvalidInputError, refuseUnless } from '../../private/errors';
import { LAUNCH_ROLE_PREFIX } from '../../private/names';
import type { ProductAssets } from '../product-assets';

/** A version of a product that is being made. */
export interface SynthesizedVersion {
  readonly version: string;
  readonly description?: string;
  readonly history: VersionHistory;
}

/** What is checked of a template beside its size. */
interface Sections { readonly Parameters?: TemplateParameters; readonly Resources?: object }

/** Writes the template of a product, and uploads it with the stack that offers the product, beside those of all earlier versions. */
export class ProductSynthesizer extends StackSynthesizer {
  /** The role that launches the product, the same name in each account. */
  public readonly launchRoleName: string;
  /** Who creates what is in the template, with CloudFormation's placeholders: constructs and proofs read it. */
  public readonly cloudFormationExecutionRoleArn: string;

  private readonly urls = new Map<string, string>();

  constructor(
    private readonly productName: string, private readonly catalogue: Stack, private readonly current?: SynthesizedVersion,
    private readonly assets?: ProductAssets,
  ) {
    super();
    this.launchRoleName = `${LAUNCH_ROLE_PREFIX}${productName}`;
    this.cloudFormationExecutionRoleArn = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${this.launchRoleName}`;
  }

  /** The address of the template of a version, known once it is synthesized: before the stack around it is. */
  public templateUrl(version: string): string | undefined { return this.urls.get(version); }

  public addFileAsset(asset: FileAssetSource): FileAssetLocation {
    if (!this.assets) {
      throw new InvalidInputError({
        what: `the product '${this.productName}'`,
        got: `a file (${asset.displayName ?? asset.fileName ?? asset.sourceHash}) and no \`assets\``,
        allowed: 'files in a bucket that the launching accounts can read',
        fix: 'pass `assets`: new organization.ProductAssets(…)',
      });
    }
    return this.assets._publish(asset, this.boundStack);
  }

  public addDockerImageAsset(): DockerImageAssetLocation {
    throw new InvalidInputError({
      what: `the product '${this.productName}'`, got: 'a container image that is built at synth', allowed: 'images in a repository', fix: 'push the image and name its repository: ContainerImage.fromEcrRepository(…)',
    });
  }

  public synthesize(session: ISynthesisSession): void {
    this.synthesizeTemplate(session);
    const template = readFileSync(path.join(session.assembly.outdir, this.boundStack.templateFile), 'utf8');
    this.check(template);
    if (this.current) { this.keepVersions(session, this.current, template); } else { this.upload('', this.boundStack.templateFile, template); }
  }

  private keepVersions(session: ISynthesisSession, { version, description, history }: SynthesizedVersion, template: string): void {
    const earlier = history.before(version);
    history.keep({ version, description, template });
    this.upload(version, this.boundStack.templateFile, template);
    for (const one of earlier) {
      const file = this.boundStack.templateFile.replace(/template\.json$/, `${one.version}.template.json`);
      writeFileSync(path.join(session.assembly.outdir, file), one.template);
      this.upload(one.version, file, one.template);
    }
  }

  /** One way for all versions: the address of a template stays the same when a later version comes. */
  private upload(version: string, fileName: string, template: string): void {
    const { httpUrl } = this.catalogue.synthesizer.addFileAsset({
      fileName,
      packaging: FileAssetPackaging.FILE,
      sourceHash: createHash('sha256').update(template).digest('hex'),
      displayName: `${this.productName} ${version}`,
    });
    this.urls.set(version, httpUrl);
  }

  private check(template: string): void {
    const { Parameters: parameters = {}, Resources: resources = {} } = JSON.parse(template) as Sections;
    checkParameters(this.productName, parameters);
    const beyond = beyondLimits(template);
    refuseUnless(beyond.length === 0, {
      what: `template of the product '${this.productName}'`, got: beyond.join('; '), allowed: 'what CloudFormation takes', fix: 'split it into two products, of which one takes in what the other puts out',
    });
    refuseUnless(Object.keys(resources).length > 0, {
      what: `template of the product '${this.productName}'`, got: 'no resources', allowed: 'one or more: CloudFormation takes no empty template', fix: 'build what is launched in `product.template`',
    });
    const others = this.boundStack.dependencies.filter((stack) => stack !== this.catalogue);
    const names = [...others.map(({ node }) => node.path), ...template.includes('Fn::ImportValue') ? ['an export of another stack'] : []];
    refuseUnless(names.length === 0 && !this.boundStack.dependencies.includes(this.catalogue), {
      what: `template of the product '${this.productName}'`,
      got: `a reference to ${[...names, ...this.boundStack.dependencies.includes(this.catalogue) ? [this.catalogue.node.path] : []].join(', ')}`,
      allowed: 'what is in the template, and values that whoever launches it gives',
      fix: 'ask for the value: template.ask(…); other stacks are not in the account that launches it',
    });
  }
}
