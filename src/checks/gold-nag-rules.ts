import { CfnElement, type CfnResource, type Stack } from 'aws-cdk-lib';
import { NagRuleCompliance } from 'cdk-nag';
import { CATALOGUE } from '../controls/catalogue';
import { isAbout } from '../controls/control';
import { type ResourceDeclaration, Template } from '../controls/template';
import { InvalidInputError } from '../private/errors';

/**
 * The controls of this library as single cdk-nag rules, to put into a pack of one's own.
 *
 * @example
 * declare const resource: CfnResource;
 * const result = checks.GoldNagRules.evaluate('kms.rotation', resource);
 */
export class GoldNagRules {
  /** Ids of all controls that have a check. */
  public static readonly IDS: string[] = CATALOGUE.map((control) => control.id);

  /**
   * Looks one control up in one resource. What can't be decided before deployment counts as compliant here: cdk-nag knows no warning
   * for a single finding.
   *
   * @throws if no control has that id, or if the check itself fails
   */
  public static evaluate(controlId: string, resource: CfnResource): NagRuleCompliance {
    const control = CATALOGUE.find(({ id }) => id === controlId);
    if (!control) {
      throw new InvalidInputError({ what: 'control', got: controlId, allowed: GoldNagRules.IDS.join(', '), fix: 'choose one of them' });
    }
    if (!isAbout(control, resource.cfnResourceType)) { return NagRuleCompliance.NOT_APPLICABLE; }
    const found = templateWith(resource).find(resource.stack.resolve(resource.logicalId) as string);
    const status = found ? control.check(found).status : 'notApplicable';
    return status === 'violated' ? NagRuleCompliance.NON_COMPLIANT
      : status === 'notApplicable' ? NagRuleCompliance.NOT_APPLICABLE : NagRuleCompliance.COMPLIANT;
  }

  private constructor() {}
}

/** A stack's template is rendered once, for the look at other resources. What is asked about is rendered anew each time. */
const rendered = new WeakMap<Stack, Readonly<Record<string, ResourceDeclaration>>>();

function templateWith(resource: CfnResource): Template {
  const { stack } = resource;
  const known = rendered.get(stack) ?? Object.assign({}, ...stack.node.findAll()
    .filter((node): node is CfnElement => CfnElement.isCfnElement(node) && node.stack === stack)
    .map(resourcesOf)) as Record<string, ResourceDeclaration>;
  rendered.set(stack, known);
  return new Template({ Resources: { ...known, ...resourcesOf(resource) } });
}

const resourcesOf = (element: CfnElement): Record<string, ResourceDeclaration> =>
  (element.stack.resolve((element as unknown as RenderedElement)._toCloudFormation()) as Fragment).Resources ?? {};

interface RenderedElement { _toCloudFormation(): object }
interface Fragment { readonly Resources?: Record<string, ResourceDeclaration> }
