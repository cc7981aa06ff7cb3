import { type DockerImageAssetLocation, type FileAssetLocation, type FileAssetSource, type ISynthesisSession, type Stack, StackSynthesizer } from 'aws-cdk-lib';
import { InvalidInputError } from '../../private/errors';
import { LAUNCH_ROLE_PREFIX } from '../../private/names';
import type { ProductAssets } from '../product-assets';

/** Writes the template of a product, and uploads it with the stack that offers the product. */
export class ProductSynthesizer extends StackSynthesizer {
  /** The role that launches the product, the same name in each account. */
  public readonly launchRoleName: string;
  /** Who creates what is in the template, with CloudFormation's placeholders: constructs and proofs read it. */
  public readonly cloudFormationExecutionRoleArn: string;

  private location?: FileAssetLocation;

  constructor(private readonly productName: string, private readonly catalogue: Stack, private readonly assets?: ProductAssets) {
    super();
    this.launchRoleName = `${LAUNCH_ROLE_PREFIX}${productName}`;
    this.cloudFormationExecutionRoleArn = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${this.launchRoleName}`;
  }

  /** The address of the template, known once it is synthesized: before the stack around it is. */
  public get templateUrl(): string | undefined { return this.location?.httpUrl; }

  public addFileAsset(asset: FileAssetSource): FileAssetLocation {
    if (!this.assets) {
      throw new InvalidInputError({
        what: `the product '${this.productName}'`,
        got: `a file (${asset.displayName ?? asset.fileName ?? asset.sourceHash})`,
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
    this.location = this.catalogue.synthesizer.addFileAsset({ ...this.synthesizeTemplate(session), displayName: `template of ${this.boundStack.node.path}` });
  }
}
