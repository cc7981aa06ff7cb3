import type { CfnResource } from 'aws-cdk-lib';
import { NagMessageLevel, NagPack, type NagPackProps, type NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { GoldNagRules } from './gold-nag-rules';
import { CATALOGUE } from '../controls/catalogue';
import { isAbout } from '../controls/control';

/**
 * The controls of this library as a cdk-nag pack, for teams that run cdk-nag and nothing else.
 *
 * `GoldChecks` is the better choice where it can be used: it keeps accepted findings in the report, keeps to its own Stage, and fails
 * only on errors. Rule ids are `GoldNag-<control>`, such as `GoldNag-kms.rotation`.
 *
 * @example
 * const app = new App();
 * Validations.of(app).addPlugins(new checks.GoldNagPack(app));
 */
export class GoldNagPack extends NagPack {
  /** Name in reports: `GoldNag`. */
  public readonly name: string = 'GoldNag';

  constructor(scope?: IConstruct, props?: NagPackProps) {
    super(scope, props);
    this.packName = 'GoldNag';
  }

  /** Looks every control up in a resource. */
  protected checkResource(node: CfnResource): void {
    for (const control of CATALOGUE.filter((one) => isAbout(one, node.cfnResourceType))) {
      this.applyRule({
        ruleSuffixOverride: control.id,
        info: `${control.title}: ${control.fix}.`,
        explanation: control.why,
        level: control.severity === 'low' ? NagMessageLevel.WARN : NagMessageLevel.ERROR,
        rule: (resource: CfnResource): NagRuleCompliance => GoldNagRules.evaluate(control.id, resource),
        node,
      });
    }
  }
}
