import { CfnOutput, type aws_iam as iam, aws_servicecatalog as servicecatalog } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CatalogueProvider } from './private/catalogue-provider';
import type { LaunchStatement } from './private/launch/statement';
import type { LaunchTemplate } from './private/launch/template';
import { widerThan } from './private/launch/wider-than';
import { launchPolicyOf, ownStatements } from './private/launch-policy-of';
import { CATALOGUE_QUOTAS, PRODUCT_LIMITS, ROLE_NAME_LIMIT } from './private/limits';
import { VersionHistory, compareVersions } from './private/version-history';
import type { ProductAssets } from './product-assets';
import { ProductTemplate } from './product-template';
import type { ServiceAction } from './service-action';
import { Domain } from '../core';
import { refuseUnless } from '../private/errors';
import { LAUNCH_ROLE_PREFIX } from '../private/names';
import { EARLIER_TEMPLATES } from '../private/product-templates';

/** What every product has, whatever is in it. */
export interface GoldProductOptions {
  /**
   * The version that the template is now: three numbers, such as `1.0.0`. A number is used once: whatever changes the template takes a higher one.
   */
  readonly version: string;

  /**
   * The folder in which the templates of all versions are kept, to be checked in: one for each product and Region. A version that is new is written there.
   */
  readonly historyFolder: string;

  /**
   * What is new in this version.
   *
   * @default - none
   */
  readonly versionDescription?: string;

  /**
   * Versions that nobody can launch any more, but to which what was launched can still be updated: whoever sees them is told to take another. The scope
   * lies in a domain then, which owns the function that tells AWS.
   *
   * @default - none
   */
  readonly deprecatedVersions?: string[];

  /** Who offers the product, such as `Platform team`. */
  readonly owner: string;

  /**
   * Who helps with the product: a mail address.
   *
   * @default - none
   */
  readonly supportEmail?: string;

  /**
   * Where help with the product is: an address beginning with `https://`.
   *
   * @default - none
   */
  readonly supportUrl?: string;

  /**
   * What the launch role may do, where it shall do less than the template needs as far as AWS's published schemas say. A wider one is refused.
   *
   * @default - computed from the template
   */
  readonly launchPolicy?: iam.PolicyDocument;
}

/** Properties of a product. */
export interface GoldProductProps extends GoldProductOptions {
  /**
   * Name of the product: up to 40 lower-case letters, digits and single hyphens, a letter first. Its launch role is called by it (`gold-launch-<name>`),
   * and everything that it makes is tagged with it (`gold-product`), so it can't change later.
   */
  readonly productName: string;

  /** What the product is, in a sentence or two: up to 1,024 bytes. */
  readonly description: string;

  /**
   * The types of the resources that the product is there for, and not of their parts: those that a `CatalogueEnforcement` lets nobody else make.
   *
   * @default - none
   */
  readonly mainResourceTypes?: string[];

  /**
   * Where the code of the product's functions is kept for the accounts that launch it.
   *
   * @default - the product has no code
   */
  readonly assets?: ProductAssets;
}

/**
 * A product of AWS Service Catalog: a template with versions, that accounts launch by a role of least privilege.
 *
 * What it is made of is built in its `template`: a product of one's own is a class that does so.
 *
 * @example
 * class QueueProduct extends organization.GoldProduct {
 *   constructor(scope: Construct, id: string, props: organization.GoldProductOptions) {
 *     super(scope, id, {
 *       version: props.version, historyFolder: props.historyFolder, owner: props.owner, productName: 'queue', description: 'A queue of a domain.',
 *     });
 *     const domain = new core.Domain(this.template, 'Domain', { name: organization.DomainParameters.name(this.template) });
 *     const queue = new data.DomainQueue(domain, 'Queue');
 *     this.putOut('QueueArn', queue.queueArn, 'ARN of the queue');
 *   }
 * }
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/introduction.html
 */
export class GoldProduct extends Construct {
  /** Name of the product. */
  public readonly productName: string;
  /** The template of the version that is made now. */
  public readonly template: ProductTemplate;
  /** The types of the resources that the product is there for. */
  public readonly mainResourceTypes: string[];
  /** Where the code of the product's functions is kept. */
  public readonly assets?: ProductAssets;
  /** Id of the product. */
  public readonly productId: string;

  /**
   * The actions on what is launched.
   *
   * @internal
   */
  public readonly _serviceActions: ServiceAction[] = [];

  private readonly history: VersionHistory;
  private readonly resource: servicecatalog.CfnCloudFormationProduct;

  constructor(scope: Construct, id: string, private readonly props: GoldProductProps) {
    super(scope, id);
    check(props);
    this.productName = props.productName;
    this.mainResourceTypes = [...props.mainResourceTypes ?? []];
    this.assets = props.assets;
    this.history = new VersionHistory(props.productName, props.historyFolder);
    this.template = new ProductTemplate(this, 'Template', {
      productName: props.productName,
      description: props.description,
      assets: props.assets,
      _version: { version: props.version, description: props.versionDescription, history: this.history },
    });
    const unknown = (props.deprecatedVersions ?? []).find((version) => version !== props.version && !this.history.names.includes(version));
    refuseUnless(unknown === undefined, {
      what: `deprecatedVersions of the product '${props.productName}'`, got: unknown, allowed: [...this.history.names].join(', ') || 'none yet', fix: 'name versions that were offered',
    });
    this.resource = new servicecatalog.CfnCloudFormationProduct(this, 'Resource', {
      name: props.productName,
      owner: props.owner,
      description: props.description,
      supportEmail: props.supportEmail,
      supportUrl: props.supportUrl,
      provisioningArtifactParameters: this.versions().map(({ version, description }) => ({
        name: version,
        description,
        info: { LoadTemplateFromURL: this.template._templateUrl(version) },
      })),
    });
    this.productId = this.resource.ref;
    Object.defineProperty(this.template, EARLIER_TEMPLATES, { get: () => this._earlierTemplates });
    this.node.addValidation({ validate: () => this.strays() });
    for (const version of props.deprecatedVersions ?? []) {
      CatalogueProvider.of(this, Domain.of(this)).deprecate(this, this.productId, version).node.addDependency(this.resource);
    }
  }

  /**
   * Offers an action on what was launched, with each version: whoever launched the product can have it done, and needs no rights on the resources.
   *
   * @throws if the product has an action of that name, or 25
   * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/using-service-actions.html
   */
  public addServiceAction(action: ServiceAction): void {
    const what = `actions of the product '${this.productName}'`;
    refuseUnless(!this._serviceActions.some(({ name }) => name === action.name), {
      what, got: `${action.name} a second time`, allowed: 'each once', fix: 'choose another name, or leave it out',
    });
    const { actionsOfVersion: most } = CATALOGUE_QUOTAS;
    refuseUnless(this._serviceActions.length < most, { what, got: most + 1, allowed: `up to ${most}`, fix: 'leave some out: AWS takes no more for a version' });
    action._offer(this, this.resource, this.versions().map(({ version }) => version));
    this._serviceActions.push(action);
  }

  /**
   * The templates of the versions before, the oldest first: what was launched of them is updated and ended by the same role.
   *
   * @internal
   */
  public get _earlierTemplates(): LaunchTemplate[] {
    return this.history.before(this.props.version).map(({ template }) => JSON.parse(template) as LaunchTemplate);
  }

  /**
   * The statements of the launch role that stand instead of the computed ones.
   *
   * @throws if they allow more than the template needs
   * @internal
   */
  public get _ownLaunchStatements(): LaunchStatement[] | undefined {
    const { launchPolicy: own } = this.props;
    if (own === undefined) { return undefined; }
    const statements = ownStatements(own, this.template);
    const excess = widerThan(launchPolicyOf(this), statements);
    refuseUnless(excess.length === 0, {
      what: `launchPolicy of the product '${this.productName}'`,
      got: `more than its template needs: ${excess.slice(0, 5).map(({ statement, action, resource }) => `${action} on ${resource} (${statement})`).join('; ')}`,
      allowed: 'what is computed from the template, or less',
      fix: 'leave it out, or take these away',
    });
    return statements;
  }

  /** What was built in the product itself: it would be deployed with the catalogue, and not launched. */
  private strays(): string[] {
    const own = /^(Template|Resource|Action-.*|Deprecated-.*)$/;
    return this.node.children.filter(({ node }) => !own.test(node.id)).map(({ node }) =>
      `the product '${this.productName}' is not valid: got '${node.id}' in the product itself; allowed: what is launched, in its template; build it in \`this.template\``);
  }

  /** Puts a value out, for whoever launched the product and for other products that take it in. */
  protected putOut(id: string, value: string, description: string): void {
    // what is put out may be called like the parameter of the product that takes it in
    new CfnOutput(this.template, `${id}-output`, { value, description }).overrideLogicalId(id);
  }

  /** All versions, the oldest first: an earlier one keeps its place in the list. */
  private versions(): { readonly version: string; readonly description?: string }[] {
    const { version, versionDescription } = this.props;
    const earlier = this.history.before(version);
    const later = earlier.find((one) => compareVersions(one.version, version) > 0);
    refuseUnless(later === undefined, {
      what: `version of the product '${this.productName}'`, got: version, allowed: `${later?.version} or a version after it`, fix: 'take a higher number: what was offered stays on offer',
    });
    const { versionsOfProduct: most } = CATALOGUE_QUOTAS;
    refuseUnless(earlier.length < most, {
      what: `versions of the product '${this.props.productName}'`, got: earlier.length + 1, allowed: `up to ${most}`, fix: 'offer it as another product: what was offered stays on offer',
    });
    return [...earlier, { version, description: versionDescription }];
  }
}

function check({ productName, version, owner, description, supportEmail, supportUrl, versionDescription }: GoldProductProps): void {
  refuseUnless(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(productName) && productName.length <= LONGEST_NAME, {
    what: 'productName', got: productName, allowed: `1 to ${LONGEST_NAME} lower-case letters, digits and single hyphens, a letter first`, fix: 'its launch role is called by it: pass a name such as \'bucket\'',
  });
  refuseUnless(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test(version), {
    what: `version of the product '${productName}'`, got: version, allowed: 'three numbers with points, such as 1.0.0', fix: 'pass a version number',
  });
  for (const [what, got, limit] of [
    ['owner', owner, PRODUCT_LIMITS.owner],
    ['supportEmail', supportEmail ?? '-', PRODUCT_LIMITS.supportEmail],
    ['supportUrl', supportUrl ?? '-', PRODUCT_LIMITS.supportUrl],
    ['versionDescription', versionDescription ?? '-', PRODUCT_LIMITS.versionDescription],
    ['description', description, PRODUCT_LIMITS.description],
  ] as const) {
    refuseUnless(got.trim().length >= 1 && got.length <= limit, { what: `${what} of the product '${productName}'`, got: `${got.trim().length} characters`, allowed: `1 to ${limit}`, fix: got.trim() === '' ? 'write it' : 'shorten it' });
  }
  refuseUnless(supportUrl === undefined || supportUrl.startsWith('https://'), {
    what: `supportUrl of the product '${productName}'`, got: supportUrl, allowed: 'an address beginning with https://', fix: 'pass one, or leave it out',
  });
}

/** The name of its launch role takes some. */
const LONGEST_NAME = Math.min(40, ROLE_NAME_LIMIT - LAUNCH_ROLE_PREFIX.length);
