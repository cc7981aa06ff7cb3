import { Aws, Fn, Stack, aws_iam as iam, aws_servicecatalog as servicecatalog, aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { GoldProduct } from './gold-product';
import { ROTATE_SECRET, type Runbook, digestOf, runbookOf } from './private/action-document';
import { actionRoleName } from './private/action-permissions';
import { checkActionStatements } from './private/action-statements';
import { ROLE_NAME_LIMIT } from './private/limits';
import { iamArn } from '../private/arns';
import { refuseUnless } from '../private/errors';
import { PRODUCT_TAG } from '../private/names';

/** An action of one's own. */
export interface AutomationActionProps {
  /** Name of the action: up to 40 lower-case letters, digits and single hyphens, a letter first. With that of the product it has up to 51 characters. */
  readonly name: string;

  /** What it does, as whoever launched the product reads it: up to 1,024 characters. */
  readonly description: string;

  /**
   * Type of the resources that it is done on, such as `AWS::RDS::DBInstance`: those of them that the product was launched with are offered. The caller may name
   * another one all the same: `statements` decide what it is done on.
   */
  readonly targetType: string;

  /** The parameter of the document that takes the resource's physical id. */
  readonly targetParameter: string;

  /**
   * The document as JSON: a runbook of schema 0.3, without `assumeRole`. Each parameter has an `allowedPattern` or `allowedValues`. Its outputs can be read by
   * whoever launched the product: put out no secret.
   *
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html
   */
  readonly content: string;

  /**
   * What the role that performs it may do. Whoever launched the product may name another target than the ones that AWS offers, so each statement is bound to
   * what the product was launched with: `aws:ResourceTag/gold-product` is the product's name. What changes a resource, or reads a secret, of a service whose
   * tags bind is refused without.
   */
  readonly statements: iam.PolicyStatement[];
}

/**
 * A self-service action of AWS Service Catalog: an approved operation on what a product was launched with, for those who have no rights on the resources.
 *
 * It is bound to the product and the account, and not to one launch: whoever may launch the product in an account can have it done on all that was launched
 * of it there.
 *
 * @example
 * declare const database: organization.DatabaseProduct;
 * database.addServiceAction(organization.ServiceAction.rotateSecret());
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/using-service-actions.html
 */
export class ServiceAction {
  /** Rotates a secret of the product now, by the rotation that it has. */
  public static rotateSecret(): ServiceAction {
    return new ServiceAction({
      name: 'rotate-secret',
      description: 'Rotates a secret now.',
      targetType: 'AWS::SecretsManager::Secret',
      targetParameter: 'SecretArn',
      content: JSON.stringify(ROTATE_SECRET),
    }, rotationStatements);
  }

  /**
   * An action of one's own: a runbook of AWS Systems Manager.
   *
   * @throws if the content is no runbook that says what values its parameters take; when it is added, if a statement reaches what is not the product's
   */
  public static automation(props: AutomationActionProps): ServiceAction {
    refuseUnless(props.statements.length > 0, {
      what: `statements of the action '${props.name}'`, got: 'none', allowed: 'one or more', fix: 'say what the action may do: it has a role of its own',
    });
    return new ServiceAction(props, () => props.statements);
  }

  /** Name of the action. */
  public readonly name: string;

  private readonly runbook: Runbook;

  private constructor(private readonly action: Omit<AutomationActionProps, 'statements'>, private readonly statementsFor: StatementsFor) {
    check(action);
    this.runbook = runbookOf(action.name, action.content, action.targetParameter);
    this.name = action.name;
  }

  /**
   * Offers it with the versions of a product, in the stack that offers the product.
   *
   * @internal
   */
  public _offer({ productName }: GoldProduct, resource: servicecatalog.CfnCloudFormationProduct, versions: readonly string[]): void {
    checkRoleName(productName, this.name);
    checkActionStatements(resource, productName, this.name, this._statements(productName, Stack.of(resource).region));
    const scope = new Construct(resource.node.scope!, `Action-${this.name}`);
    // AWS looks the document up when the action is made
    const document = this._document(scope, 'Document', productName);
    const made = new servicecatalog.CfnServiceAction(scope, 'Resource', {
      name: `${productName}.${this.name}`,
      description: this.action.description,
      definitionType: 'SSM_AUTOMATION',
      definition: Object.entries({
        Name: this._documentName(productName),
        Version: '1',
        // by its name in each account: an ARN would be a role of one account, which every other would act in
        AssumeRole: 'LAUNCH_ROLE',
        Parameters: JSON.stringify([{ Name: this.action.targetParameter, Type: 'TARGET' }]),
      }).map(([key, value]) => ({ key, value })),
    });
    made.addResourceDependency(document);
    versions.forEach((version, at) => {
      new servicecatalog.CfnServiceActionAssociation(scope, `Version-${version}`, {
        productId: resource.ref,
        provisioningArtifactId: Fn.select(at, Fn.split(',', resource.attrProvisioningArtifactIds)),
        serviceActionId: made.attrId,
      });
    });
  }

  /**
   * Makes its document in a stack: there is one in each account and Region where the product is launched, and where it is offered.
   *
   * @internal
   */
  public _document(scope: Construct, id: string, productName: string): ssm.CfnDocument {
    return new ssm.CfnDocument(scope, id, {
      name: this._documentName(productName),
      documentType: 'Automation',
      documentFormat: 'JSON',
      targetType: `/${this.action.targetType}`,
      content: { ...this.runbook, assumeRole: iamArn(scope, 'role', actionRoleName(productName, this.name)) },
    });
  }

  /**
   * Refuses to be offered for what a product does not make.
   *
   * @internal
   */
  public _checkTarget(productName: string, types: readonly string[]): void {
    const { targetType } = this.action;
    refuseUnless(types.includes(targetType), {
      what: `targetType of the action '${this.name}' of the product '${productName}'`,
      got: targetType,
      allowed: `a type that the template makes: ${[...new Set(types)].sort().join(', ')}`,
      fix: 'take another one, or leave the action out',
    });
  }

  /** @internal */
  public _documentName(productName: string): string {
    return `${actionRoleName(productName, this.name)}.${digestOf(this.runbook, this.action.targetType)}`;
  }

  /**
   * What the role that performs it may do in a Region.
   *
   * @internal
   */
  public _statements(productName: string, region: string): iam.PolicyStatement[] { return this.statementsFor(productName, region); }
}

type StatementsFor = (productName: string, region: string) => iam.PolicyStatement[];

/**
 * Rotating a secret asks the caller for its rotation function too.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
 */
function rotationStatements(productName: string, region: string): iam.PolicyStatement[] {
  const conditions = { StringEquals: { [`aws:ResourceTag/${PRODUCT_TAG}`]: productName } };
  const all = (service: string, resource: string): string[] => [`arn:${Aws.PARTITION}:${service}:${region}:${Aws.ACCOUNT_ID}:${resource}:*`];
  return [
    new iam.PolicyStatement({ actions: ['secretsmanager:RotateSecret'], resources: all('secretsmanager', 'secret'), conditions }),
    new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: all('lambda', 'function'), conditions }),
  ];
}

function check({ name, description, targetType }: Omit<AutomationActionProps, 'statements'>): void {
  refuseUnless(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 40, {
    what: 'name of an action', got: name, allowed: '1 to 40 lower-case letters, digits and single hyphens, a letter first', fix: 'pass a name such as \'rotate-secret\'',
  });
  refuseUnless(description.trim().length >= 1 && description.length <= 1_024, {
    what: `description of the action '${name}'`, got: `${description.length} characters`, allowed: '1 to 1024', fix: 'say what it does in a sentence',
  });
  refuseUnless(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(targetType), {
    what: `targetType of the action '${name}'`, got: targetType, allowed: 'a type of CloudFormation, such as AWS::RDS::DBInstance', fix: 'name the resources that it is done on',
  });
}

function checkRoleName(productName: string, action: string): void {
  const { length } = actionRoleName(productName, action);
  refuseUnless(length <= ROLE_NAME_LIMIT, {
    what: `name of the action '${action}' of the product '${productName}'`,
    got: `${length} characters in the role's name ${actionRoleName(productName, action)}`,
    allowed: `up to ${ROLE_NAME_LIMIT}`,
    fix: 'shorten the name of the action or of the product',
  });
}
