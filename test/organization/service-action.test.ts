import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, Aws, CfnResource, CfnStackSet, Fn, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { UNITS } from './hub';
import { evaluated } from './requests';
import { GoldChecks } from '../../src/checks';
import { Domain } from '../../src/core';
import { type AutomationActionProps, GoldPortfolio, GoldProduct, LaunchRoles, ServiceAction } from '../../src/organization';
import { findingsOf, temporaryFolder, testApp } from '../checks/synth';
import { ACCOUNT, REGION, type Resource, type Statement, deployed, statementsOf } from '../checks/template';

const LAUNCHING = '222222222222';

type Resources = Readonly<Record<string, Resource>>;
interface Built { readonly app: App; readonly product: GoldProduct; readonly launchRoles: LaunchRoles }
interface Catalogue extends Built {
  /** What is in the stack that offers the product. */
  readonly hub: Resources;
  /** What is in the templates that accounts get, by file name. */
  readonly rolledOut: Readonly<Record<string, Resources>>;
  /** What every account gets. */
  readonly account: Resources;
}

/** A product with an action, and its launch roles. */
function built(action = ServiceAction.rotateSecret(), productName = 'database', versions = ['1.0.0'], productRegion = REGION): Built {
  const historyFolder = path.join(temporaryFolder(), 'history');
  const productIn = (app: App, version: string): GoldProduct => {
    const stack = productRegion === REGION ? new Stack(app, 'Hub', { env: { region: REGION } }) : new Stack(app, 'Products', { env: { region: productRegion } });
    const product = new GoldProduct(new Domain(stack, 'Catalogue'), 'Product', { productName, version, historyFolder, owner: 'Platform', description: 'a product' });
    for (const type of ['AWS::SecretsManager::Secret', 'AWS::RDS::DBInstance']) { new CfnResource(product.template, `A-${type}`, { type }); }
    return product;
  };
  for (const version of versions.slice(0, -1)) {
    const earlier = testApp();
    productIn(earlier, version);
    earlier.synth();
  }
  const app = testApp();
  const product = productIn(app, versions.at(-1)!);
  product.addServiceAction(action);
  const roles = productRegion === REGION ? product.node.scope! : new Domain(new Stack(app, 'Hub', { env: { region: REGION } }), 'Catalogue');
  const launchRoles = new LaunchRoles(roles, 'LaunchRoles', { products: [product], organizationalUnits: UNITS });
  return { app, product, launchRoles };
}

/** The same, synthesized. */
function catalogue(...given: Parameters<typeof built>): Catalogue {
  const { app, product, launchRoles } = built(...given);
  const { directory } = app.synth();
  const resourcesOf = ({ templateFile }: Stack): Resources => (JSON.parse(readFileSync(path.join(directory, templateFile), 'utf8')) as { readonly Resources: Resources }).Resources;
  const templates = launchRoles.node.children.filter((child): child is Stack => Stack.isStack(child));
  const rolledOut = Object.fromEntries(templates.map((template) => [template.node.id, resourcesOf(template)]));
  return { app, product, launchRoles, hub: resourcesOf(product.template.catalogue), rolledOut, account: rolledOut.Template };
}

const REBOOT = {
  schemaVersion: '0.3',
  parameters: { DatabaseId: { type: 'String', allowedPattern: '^[a-z][a-z0-9-]{0,62}$' } },
  mainSteps: [{ name: 'Reboot', action: 'aws:executeAwsApi', inputs: { Service: 'rds', Api: 'RebootDBInstance', DBInstanceIdentifier: '{{ DatabaseId }}' } }],
};

type Given = Partial<Omit<AutomationActionProps, 'content'>> & { readonly content?: object | string };
const textOf = (content: object | string): string => (typeof content === 'string' ? content : JSON.stringify(content));
const own = ({ content = REBOOT, ...more }: Given = {}, product = 'database'): ServiceAction => ServiceAction.automation({
  name: 'reboot',
  description: 'Reboots the database.',
  targetType: 'AWS::RDS::DBInstance',
  targetParameter: 'DatabaseId',
  content: textOf(content),
  statements: [new iam.PolicyStatement({
    actions: ['rds:RebootDBInstance'], resources: [`arn:${Aws.PARTITION}:rds:*:*:db:*`], conditions: { StringEquals: { 'aws:ResourceTag/gold-product': product } },
  })],
  ...more,
});

const ROLE = 'gold-action-database.rotate-secret';
const ofType = (resources: Resources, type: string): Resource[] => Object.values(resources).filter(({ Type }) => Type === type);
const actionRole = (resources: Resources): Resource =>
  ofType(resources, 'AWS::IAM::Role').find(({ Properties: { RoleName } }) => String(RoleName).startsWith('gold-action-'))!;
const policyOf = (resources: Resources, role: string): Statement[] => ofType(resources, 'AWS::IAM::ManagedPolicy')
  .filter(({ Properties: { ManagedPolicyName: name } }) => String(name).startsWith(role)).flatMap((one) => statementsOf(one));

interface Asked { readonly action: string; readonly resource: string; readonly context?: Readonly<Record<string, string>> }
/** What policies of a role alone say of a call. */
const said = (statements: readonly Statement[], asked: Asked): string => evaluated({ Version: '2012-10-17', Statement: deployed(statements) }, { role: 'role', ...asked });

function documentOf(resources: Resources): Resource {
  const [document, ...more] = ofType(resources, 'AWS::SSM::Document');
  expect(more).toEqual([]);
  return document;
}
interface Runbook {
  readonly assumeRole: unknown;
  readonly parameters: Record<string, { allowedPattern: string }>;
  readonly mainSteps: readonly { readonly name: string; readonly inputs: Record<string, string>; readonly outputs: readonly object[] }[];
  readonly outputs: readonly string[];
}
const runbookOf = (resources: Resources): Runbook => documentOf(resources).Properties.Content as Runbook;

describe('in the account that offers the product', () => {
  const { hub, product } = catalogue(ServiceAction.rotateSecret(), 'database', ['1.0.0', '1.1.0']);
  const [action] = ofType(hub, 'AWS::ServiceCatalog::ServiceAction');
  const definition = Object.fromEntries((action.Properties.Definition as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));

  test('an action runs the document under the launch role of whichever account it is done in', () => {
    expect(definition).toMatchObject({ Name: documentOf(hub).Properties.Name, Version: '1', AssumeRole: 'LAUNCH_ROLE' });
    expect(action.Properties).toMatchObject({ Name: 'database.rotate-secret', DefinitionType: 'SSM_AUTOMATION' });
  });

  test('an action is offered for what the product was launched with', () => {
    expect(JSON.parse(definition.Parameters)).toEqual([{ Name: 'SecretArn', Type: 'TARGET' }]);
    expect(documentOf(hub).Properties.TargetType).toBe('/AWS::SecretsManager::Secret');
  });

  test('an action waits for its document, which AWS looks up', () => {
    expect(action).toMatchObject({ DependsOn: [expect.stringMatching(/^CatalogueProductActionrotatesecretDocument/)] });
  });

  test('each version has the action', () => {
    const associations = ofType(hub, 'AWS::ServiceCatalog::ServiceActionAssociation').map(({ Properties }) => Properties);
    const ids = { 'Fn::GetAtt': [product.template.catalogue.getLogicalId(product.node.findChild('Resource') as never), 'ProvisioningArtifactIds'] };
    expect(associations.map(({ ProvisioningArtifactId }) => ProvisioningArtifactId)).toEqual([0, 1].map((at) => ({ 'Fn::Select': [at, { 'Fn::Split': [',', ids] }] })));
    expect(new Set(associations.map(({ ServiceActionId }) => JSON.stringify(ServiceActionId))).size).toBe(1);
  });

  test('an association keeps its id when a version comes', () => {
    const idsOf = (resources: Resources): string[] => Object.keys(resources).filter((id) => resources[id].Type === 'AWS::ServiceCatalog::ServiceActionAssociation');
    expect(idsOf(hub)).toEqual(expect.arrayContaining(idsOf(catalogue().hub)));
  });

  test('an action is refused a second time', () => {
    expect(() => product.addServiceAction(ServiceAction.rotateSecret())).toThrow(/got 'rotate-secret a second time'/);
  });
});

describe('in an account that launches the product', () => {
  const { account, hub } = catalogue();

  test('there is the document that the action names', () => {
    expect(documentOf(account).Properties.Name).toBe(documentOf(hub).Properties.Name);
    expect(documentOf(account).Properties.Name).toMatch(/^[a-zA-Z0-9_.-]{3,128}$/);
  });

  test('there is one document and one role in the account that offers the product, though it launches too', () => {
    expect(documentOf(hub).Properties).toEqual(documentOf(account).Properties);
    expect(actionRole(hub).Properties).toEqual(actionRole(account).Properties);
    expect(ofType(hub, 'AWS::IAM::Role').filter(({ Properties: { RoleName } }) => RoleName === ROLE)).toHaveLength(1);
  });

  test('the document names the role of the account that it lies in', () => {
    expect(deployed(runbookOf(account).assumeRole)).toBe(`arn:aws:iam::${ACCOUNT}:role/${ROLE}`);
    expect(actionRole(account).Properties.RoleName).toBe(ROLE);
  });

  test('only executions of Automation in the account take the role on', () => {
    expect(statementsOf(actionRole(account), 'AssumeRolePolicyDocument')).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'ssm.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:*:', { Ref: 'AWS::AccountId' }, ':automation-execution/*']] } },
      },
    }]);
  });

  const policy = policyOf(account, ROLE);
  const secret = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:user-a1b2c3`;
  const rotation = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:rotation`;
  const of = (name: string) => ({ 'aws:ResourceTag/gold-product': name });
  test.each([
    ['rotates a secret of the product', 'allow', { action: 'secretsmanager:RotateSecret', resource: secret, context: of('database') }],
    ['has its rotation function invoked', 'allow', { action: 'lambda:InvokeFunction', resource: rotation, context: of('database') }],
    ['does not rotate a secret of another product', 'none', { action: 'secretsmanager:RotateSecret', resource: secret, context: of('bucket') }],
    ['does not rotate a secret of no product', 'none', { action: 'secretsmanager:RotateSecret', resource: secret }],
    ['does not rotate a secret of another account', 'none', { action: 'secretsmanager:RotateSecret', resource: secret.replace(ACCOUNT, LAUNCHING), context: of('database') }],
    ['does not invoke another function', 'none', { action: 'lambda:InvokeFunction', resource: rotation, context: of('bucket') }],
    ['does not read the secret', 'none', { action: 'secretsmanager:GetSecretValue', resource: secret, context: of('database') }],
    ['does not change the secret', 'none', { action: 'secretsmanager:PutSecretValue', resource: secret, context: of('database') }],
    ['does not take the tag from a secret', 'none', { action: 'secretsmanager:UntagResource', resource: secret, context: of('database') }],
    ['does not tag a secret', 'none', { action: 'secretsmanager:TagResource', resource: secret, context: of('database') }],
  ])('the role %s', (_, expected, call) => {
    expect(said(policy, call)).toBe(expected);
  });

  const launch = policyOf(account, 'gold-launch-database');
  const document = `arn:aws:ssm:${REGION}:${ACCOUNT}:document/${String(documentOf(account).Properties.Name)}`;
  const role = `arn:aws:iam::${ACCOUNT}:role/${ROLE}`;
  const passed = (to: string) => ({ 'iam:PassedToService': to });
  test.each([
    ['starts the document', 'allow', { action: 'ssm:StartAutomationExecution', resource: document }],
    ['starts its executions', 'allow', { action: 'ssm:StartAutomationExecution', resource: `arn:aws:ssm:${REGION}:${ACCOUNT}:automation-execution/1` }],
    ['passes the role of the action to Automation', 'allow', { action: 'iam:PassRole', resource: role, context: passed('ssm.amazonaws.com') }],
    ['lists what the product was launched with', 'allow', { action: 'cloudformation:ListStackResources', resource: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/SC-${ACCOUNT}-pp-a1b2c3d4e5f6g/1` }],
    ['sees what became of it', 'allow', { action: 'ssm:GetAutomationExecution', resource: `arn:aws:ssm:${REGION}:${ACCOUNT}:automation-execution/1` }],
    ['does not start another document', 'none', { action: 'ssm:StartAutomationExecution', resource: `arn:aws:ssm:${REGION}:${ACCOUNT}:document/AWS-RunShellScript` }],
    ['does not pass the role to another service', 'none', { action: 'iam:PassRole', resource: role, context: passed('lambda.amazonaws.com') }],
    ['does not pass another role', 'none', { action: 'iam:PassRole', resource: `${role}-2`, context: passed('ssm.amazonaws.com') }],
    ['does not change the document', 'none', { action: 'ssm:UpdateDocument', resource: document }],
    ['does not rotate the secret itself', 'none', { action: 'secretsmanager:RotateSecret', resource: secret, context: of('database') }],
  ])('the launch role %s', (_, expected, call) => {
    expect(said(launch, call)).toBe(expected);
  });
});

describe('the document that rotates a secret', () => {
  const runbook = runbookOf(catalogue().account);
  const pattern = new RegExp(runbook.parameters.SecretArn.allowedPattern);

  test('takes the ARN of a secret', () => {
    for (const name of ['user-a1b2c3', 'gold/orders/User-a1b2c3', 'rds!db-1-a1b2c3'.replace('!', '+')]) {
      expect(`arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`).toMatch(pattern);
    }
  });

  test.each(['user', `arn:aws:s3:::${REGION}`, `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:a b`, `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:{{x}}`, ''])('does not take %j', (value) => {
    expect(value).not.toMatch(pattern);
  });

  test('asks Secrets Manager to rotate as the secret is configured, once an execution', () => {
    expect(runbook.mainSteps.map(({ inputs }) => inputs)).toEqual([{
      Service: 'secretsmanager', Api: 'RotateSecret', SecretId: '{{ SecretArn }}', ClientRequestToken: '{{ automation:EXECUTION_ID }}',
    }]);
  });

  test('puts out the id of the version, and no value', () => {
    expect(runbook.outputs).toEqual(['RotateSecret.VersionId']);
    expect(runbook.mainSteps[0].outputs).toEqual([{ Name: 'VersionId', Selector: '$.VersionId', Type: 'String' }]);
  });
});

describe('an action of one\'s own', () => {
  test('has the document and the rights that it was given', () => {
    const { account, hub } = catalogue(own());
    expect(documentOf(account).Properties.TargetType).toBe('/AWS::RDS::DBInstance');
    expect(said(policyOf(account, 'gold-action-database.reboot'), {
      action: 'rds:RebootDBInstance', resource: `arn:aws:rds:${REGION}:${ACCOUNT}:db:one`, context: { 'aws:ResourceTag/gold-product': 'database' },
    })).toBe('allow');
    expect(ofType(hub, 'AWS::ServiceCatalog::ServiceAction')[0].Properties.Name).toBe('database.reboot');
  });

  test('of another content is another document, since an action names version 1', () => {
    const content = { schemaVersion: '0.3', parameters: { DatabaseId: { type: 'String', allowedPattern: '^[a-z]+$' } }, mainSteps: [{ name: 'Wait', action: 'aws:sleep' }] };
    expect(documentOf(catalogue(own({ content })).account).Properties.Name).not.toBe(documentOf(catalogue(own()).account).Properties.Name);
    expect(documentOf(catalogue(own()).account).Properties.Name).toBe(documentOf(catalogue(own()).account).Properties.Name);
  });

  test('has a role that no other product and action shares', () => {
    const nameOf = (product: string, name: string): unknown => actionRole(catalogue(own({ name }, product), product).account).Properties.RoleName;
    expect(nameOf('db', 'x-reboot')).not.toBe(nameOf('db-x', 'reboot'));
  });

  const parameters = { DatabaseId: { type: 'String', allowedPattern: '^[a-z]+$' } };
  const mainSteps = [{ name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }];
  test.each<[string, Given, RegExp]>([
    ['no JSON', { content: 'schemaVersion: "0.3"' }, /content of the action 'reboot' is not valid: got 'no object in JSON'; allowed: a runbook as JSON/],
    ['a list', { content: [] }, /got 'no object in JSON'/],
    ['a name', { name: 'Reboot' }, /name of an action is not valid: got 'Reboot'/],
    ['no description', { description: ' ' }, /description of the action 'reboot'/],
    ['no type of CloudFormation', { targetType: 'rds' }, /targetType of the action 'reboot' is not valid: got 'rds'/],
    ['a parameter that is not there', { targetParameter: 'Id' }, /got 'Id'; allowed: DatabaseId/],
    ['no statements', { statements: [] }, /statements of the action 'reboot' is not valid: got 'none'/],
    ['another schema', { content: { schemaVersion: '2.2', parameters, mainSteps } }, /schemaVersion .* got '2.2'; allowed: 0.3/],
    ['a role', { content: { schemaVersion: '0.3', assumeRole: 'admin', parameters, mainSteps } }, /assumeRole .* got 'admin'; allowed: none/],
    ['no steps', { content: { schemaVersion: '0.3', parameters, mainSteps: [] } }, /mainSteps .* got 'none'/],
    ['steps that are no list', { content: { schemaVersion: '0.3', parameters, mainSteps: {} } }, /mainSteps .* got 'none'/],
    ['steps of one name', { content: { schemaVersion: '0.3', parameters, mainSteps: [...mainSteps, ...mainSteps] } }, /mainSteps .* got 'Wait, Wait'/],
    ['a parameter of any value', { content: { schemaVersion: '0.3', parameters: { DatabaseId: { type: 'String' } }, mainSteps } }, /parameter 'DatabaseId' .* got 'any value'/],
    ['a pattern that is open', { content: { schemaVersion: '0.3', parameters: { DatabaseId: { type: 'String', allowedPattern: 'a' } }, mainSteps } }, /got 'a'; allowed: an allowedPattern/],
    ['a pattern that is none', { content: { schemaVersion: '0.3', parameters: { DatabaseId: { type: 'String', allowedPattern: '^[a$' } }, mainSteps } }, /got '\^\[a\$'; allowed: an allowedPattern/],
    ['tokens', { content: { schemaVersion: '0.3', description: Aws.REGION, parameters, mainSteps } }, /content of the action 'reboot' is not valid: got 'tokens'/],
    ['too much', { content: { schemaVersion: '0.3', description: 'a'.repeat(65_536), parameters, mainSteps } }, /bytes'; allowed: up to 65536/],
  ])('is refused with %s', (_, props, message) => {
    expect(() => own(props)).toThrow(message);
  });

  test('is refused where the role\'s name gets too long', () => {
    expect(() => catalogue(own({ name: 'a'.repeat(40) }), 'a-product-of-a-long-name')).toThrow(/77 characters in the role's name .*'; allowed: up to 64/);
  });
});

describe('a product of another Region than its launch roles', () => {
  const { hub, rolledOut, launchRoles } = catalogue(ServiceAction.rotateSecret(), 'database', ['1.0.0'], 'us-east-1');
  const stackSets = launchRoles.node.children.filter((child): child is CfnStackSet => child instanceof CfnStackSet);

  test('has its documents there in each account, and its roles once', () => {
    expect(Object.keys(rolledOut)).toEqual(['Template', 'Documents-us-east-1']);
    expect(documentOf(rolledOut['Documents-us-east-1']).Properties).toEqual(documentOf(hub).Properties);
    expect(documentOf(rolledOut.Template)).toBeUndefined();
    expect(ofType(rolledOut['Documents-us-east-1'], 'AWS::IAM::Role')).toEqual([]);
    expect(stackSets.map(({ stackInstancesGroup }) => (stackInstancesGroup as CfnStackSet.StackInstancesProperty[]).map(({ regions }) => regions))).toEqual([[[REGION]], [['us-east-1']]]);
    expect(new Set(stackSets.map(({ stackSetName }) => stackSetName)).size).toBe(2);
  });

  test('has secrets rotated there and nowhere else', () => {
    const policy = policyOf(rolledOut.Template, ROLE);
    const asked = (region: string): Asked => ({ action: 'secretsmanager:RotateSecret', resource: `arn:aws:secretsmanager:${region}:${ACCOUNT}:secret:user-a1b2c3`, context: { 'aws:ResourceTag/gold-product': 'database' } });
    expect([said(policy, asked('us-east-1')), said(policy, asked(REGION))]).toEqual(['allow', 'none']);
  });
});

describe('actions are refused', () => {
  test('once the launch roles are made, which would lack what they need', () => {
    const { app, product } = built();
    product.addServiceAction(own());
    expect(() => app.synth()).toThrow(/launch role of the product 'database' is not valid: got the action 'reboot' that was added after/);
  });

  test('where there are more than AWS takes for a version', () => {
    const product = new GoldProduct(new Domain(new Stack(testApp(), 'Hub', { env: { region: REGION } }), 'Catalogue'), 'Product', {
      productName: 'database', version: '1.0.0', historyFolder: path.join(temporaryFolder(), 'history'), owner: 'Platform', description: 'a product',
    });
    for (let count = 1; count <= 25; count += 1) { product.addServiceAction(own({ name: `reboot-${count}` })); }
    expect(() => product.addServiceAction(own())).toThrow(/actions of the product 'database' is not valid: got 26; allowed: up to 25/);
  });

  test('where StackSets roll the product out, without a launch role', () => {
    const { product, launchRoles } = built();
    const portfolio = new GoldPortfolio(product.node.scope!, 'Portfolio', { displayName: 'Gold', providerName: 'Platform', launchRoles, launcherPatterns: ['arn:aws:iam:::role/developers/*'] });
    expect(() => portfolio.addProductByStackSets(product, {
      accounts: [ACCOUNT], regions: [REGION], administrationRoleArn: `arn:aws:iam::${ACCOUNT}:role/Admin`, executionRoleName: 'Execution',
    })).toThrow(/actions of the product 'database' is not valid: got 'rotate-secret'; allowed: none where StackSets roll it out/);
  });
});

test('checks and packs have nothing to say of an action, in the catalogue or in an account', () => {
  const { app } = built();
  const packs = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];
  const findings = findingsOf(app, new GoldChecks(), ...packs);
  const ofActions = findings.filter(({ construct }) => !String(construct).includes('/Product/Template/'));
  expect(ofActions.filter(({ suppressed }) => !suppressed)).toEqual([]);
});

describe('an action of one\'s own that reaches beyond its product', () => {
  const TAG = 'aws:ResourceTag/gold-product';
  const reboot = (more: iam.PolicyStatementProps) => new iam.PolicyStatement({ actions: ['rds:RebootDBInstance'], resources: ['*'], ...more });
  const bound = { StringEquals: { [TAG]: 'database' } };

  test('is refused where it may do nothing', () => {
    expect(() => built(own({ statements: [reboot({ effect: iam.Effect.DENY })] }))).toThrow(/statements of the action 'reboot' of the product 'database' is not valid: got 'none that allows anything'/);
  });

  test.each<[string, iam.PolicyStatement, string]>([
    ['no condition', reboot({}), 'rds:RebootDBInstance without a condition on the product\'s tag'],
    ['another product\'s tag', reboot({ conditions: { StringEquals: { [TAG]: 'bucket' } } }), 'rds:RebootDBInstance without a condition'],
    ['the tag of any product', reboot({ conditions: { StringLike: { [TAG]: '*' } } }), 'rds:RebootDBInstance without a condition'],
    ['a tag that need not be there', reboot({ conditions: { StringEqualsIfExists: { [TAG]: 'database' } } }), 'rds:RebootDBInstance without a condition'],
    ['an action in other capitals', reboot({ actions: ['rds:rebootdbinstance'] }), 'rds:rebootdbinstance without a condition'],
    ['a wildcard among its actions', reboot({ actions: ['rds:Reboot*'] }), 'rds:Reboot* without a condition'],
    ['all actions', reboot({ actions: ['*'] }), '* without a condition'],
    ['all actions but some', new iam.PolicyStatement({ notActions: ['iam:*'], resources: ['*'] }), 'NotAction'],
    ['the value of any secret', reboot({ actions: ['secretsmanager:GetSecretValue'] }), 'secretsmanager:GetSecretValue without a condition'],
  ])('is refused with %s', (_, statement, got) => {
    expect(() => built(own({ statements: [reboot({ conditions: bound }), statement] }))).toThrow(`statements of the action 'reboot' of the product 'database' is not valid: got '${got}`);
  });

  test('is refused with a reference that other accounts can\'t follow', () => {
    const { app } = built(own({ statements: [reboot({ actions: ['cloudwatch:SetAlarmState'], resources: [Fn.importValue('alarm')] })] }));
    expect(() => app.synth()).toThrow(/the template of '.*LaunchRoles\/Template' is not valid: got 'a reference to another stack in goldactiondatabasereboot/);
  });

  test.each<[string, iam.PolicyStatement]>([
    ['the tag, by the service\'s own key', reboot({ actions: ['secretsmanager:RotateSecret'], conditions: { StringEquals: { 'secretsmanager:ResourceTag/gold-product': ['database'] } } })],
    ['what only looks', reboot({ actions: ['rds:DescribeDBInstances', 'lambda:GetFunction'] })],
    ['what knows no tags of resources', reboot({ actions: ['cloudwatch:PutMetricData'] })],
  ])('is none with %s', (_, statement) => {
    expect(() => built(own({ statements: [statement, reboot({ effect: iam.Effect.DENY })] }))).not.toThrow();
  });
});
