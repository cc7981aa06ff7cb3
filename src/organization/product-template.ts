import { AspectPriority, Aspects, CfnParameter, Lazy, Stack, Tags, aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type AskedParameter, allowedValues } from './private/parameter-controls';
import { ParameterRuleSection } from './private/parameter-rule-section';
import { checkParameter } from './private/product-parameter';
import { ProductSynthesizer, type SynthesizedVersion } from './private/product-synthesizer';
import { isPlain, tagPlain } from './private/product-tag';
import type { ProductAssets } from './product-assets';
import { refuseUnless } from '../private/errors';
import { LAUNCH_BOUNDARY_NAME, PRODUCT_TAG } from '../private/names';
import { PRODUCT_TEMPLATE } from '../private/product-templates';

/** A value that whoever launches a product types in or chooses. */
export interface ProductParameterProps {
  /** What the value is called where it is asked for. */
  readonly label: string;

  /** What the value is for, in a sentence. */
  readonly description: string;

  /**
   * The heading it stands under.
   *
   * @default 'Settings'
   */
  readonly group?: string;

  /**
   * Type of the value: a plain one, or one of AWS's, such as `AWS::EC2::VPC::Id`, whose values are offered.
   *
   * @default 'String'
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
   */
  readonly type?: string;

  /**
   * The value where none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: string;

  /**
   * The values that can be chosen. Those that a control of the catalogue forbids are left out, and can't be typed in.
   *
   * @default - any that `allowedPattern` takes
   */
  readonly allowedValues?: string[];

  /**
   * A regular expression that the value matches, beginning with `^` and ending with `$`.
   *
   * @default - any that `allowedValues` has
   */
  readonly allowedPattern?: string;

  /**
   * The most characters that the value has.
   *
   * @default - what `allowedPattern` takes
   */
  readonly maxLength?: number;

  /**
   * What is said where the value does not match.
   *
   * @default - the description
   */
  readonly constraintDescription?: string;
}

/** Properties of the template of a product. */
export interface ProductTemplateProps {
  /** Name of the product. */
  readonly productName: string;

  /** What the product is, as CloudFormation shows it: up to 1,024 bytes. */
  readonly description: string;

  /**
   * Where the code of the product's functions is kept for the accounts that launch it.
   *
   * @default - the product has no code
   */
  readonly assets?: ProductAssets;

  /**
   * The version that is made, and where those before are kept; none of a template that has no versions.
   *
   * @internal
   */
  readonly _version?: SynthesizedVersion;
}

/**
 * The template of a product: what is built in it is not deployed with the stack around it, but whenever somebody launches the product, in
 * their account and by the product's launch role.
 *
 * A `GoldProduct` has one.
 *
 * @example
 * const product = new organization.GoldProduct(this, 'Queue', {
 *   productName: 'queue', description: 'A queue of a domain.', version: '1.0.0', historyFolder: 'catalogue/queue', owner: 'Platform team',
 * });
 * const seconds = product.template.ask('RetentionSeconds', {
 *   label: 'How long messages are kept', description: 'How many seconds a message waits at most.', type: 'Number', allowedValues: ['86400', '1209600'],
 * });
 */
export class ProductTemplate extends Stack {
  /** Name of the product. */
  public readonly productName: string;
  /** The role that launches the product, the same name in each account. */
  public readonly launchRoleName: string;
  /** The stack that offers the product. */
  public readonly catalogue: Stack;

  private readonly synthesized: ProductSynthesizer;
  private readonly asked = new Map<string, AskedParameter>();

  constructor(scope: Construct, id: string, props: ProductTemplateProps) {
    const catalogue = Stack.of(scope);
    refuseUnless(Buffer.byteLength(props.description) <= 1_024, {
      what: `description of the product '${props.productName}'`, got: `${Buffer.byteLength(props.description)} bytes`, allowed: 'up to 1024 bytes', fix: 'shorten it: CloudFormation takes no longer one',
    });
    const synthesizer = new ProductSynthesizer(props.productName, catalogue, props._version, props.assets);
    super(scope, id, { description: props.description, synthesizer, env: { region: catalogue.region }, analyticsReporting: false });
    // a version is the same whoever synthesizes it: the CLI asks for paths of constructs and files in the template
    for (const metadata of ['path', 'asset']) { this.node.setContext(`aws:cdk:enable-${metadata}-metadata`, false); }
    this.synthesized = synthesizer;
    this.catalogue = catalogue;
    this.productName = props.productName;
    this.launchRoleName = synthesizer.launchRoleName;
    Object.defineProperty(this, PRODUCT_TEMPLATE, { value: props.productName });
    Tags.of(this).add(PRODUCT_TAG, props.productName);
    Aspects.of(this).add({ visit: (node) => { if (isPlain(node)) { tagPlain(node, props.productName); } } }, { priority: AspectPriority.MUTATING });
    new ParameterRuleSection(this);
    // a launch role makes no role that could do more
    iam.PermissionsBoundary.of(this).apply(iam.ManagedPolicy.fromManagedPolicyName(this, 'LaunchBoundary', LAUNCH_BOUNDARY_NAME));
  }

  /**
   * Asks whoever launches the product for a value.
   *
   * @throws if the name says that it is the value of a secret, nothing says what can be typed in, or the type, the pattern or the default are none
   */
  public ask(id: string, props: ProductParameterProps): CfnParameter {
    checkParameter(this.productName, id, props);
    const parameter = new CfnParameter(this, id, {
      type: props.type ?? 'String',
      description: props.description,
      default: props.defaultValue,
      allowedValues: props.allowedValues && Lazy.list({ produce: () => allowedValues(this, this.asked.get(id)!) }),
      allowedPattern: props.allowedPattern,
      maxLength: props.maxLength,
      constraintDescription: props.constraintDescription ?? (props.allowedPattern === undefined ? undefined : props.description),
    });
    this.asked.set(id, { id, props });
    this.templateOptions.metadata = { ...this.templateOptions.metadata, 'AWS::CloudFormation::Interface': this.form() };
    return parameter;
  }

  /**
   * What the template asks for.
   *
   * @internal
   */
  public get _parameters(): AskedParameter[] { return [...this.asked.values()]; }

  /**
   * Where the template of a version lies once it is uploaded.
   *
   * @internal
   */
  public _templateUrl(version: string): string { return Lazy.string({ produce: () => this.synthesized.templateUrl(version) }); }

  /** @internal */
  public get _isTopLevelStack(): boolean { return false; }

  /** How the values are grouped and called where they are asked for. */
  private form(): object {
    const groups = new Map<string, string[]>();
    for (const [id, { props: { group = 'Settings' } }] of this.asked) { groups.set(group, [...groups.get(group) ?? [], id]); }
    return {
      ParameterGroups: [...groups].map(([label, ids]) => ({ Label: { default: label }, Parameters: ids })),
      ParameterLabels: Object.fromEntries([...this.asked].map(([id, { props: { label } }]) => [id, { default: label }])),
    };
  }
}
