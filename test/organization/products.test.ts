import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CfnParameter, type CfnParameterProps, CfnResource, Stack, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { type Hub, type ProductJson, fiveProducts, hub } from './hub';
import { GoldProduct, LaunchRoles, type ProductParameterProps, ServiceAction, WebEntry, WebEntryProduct } from '../../src/organization';
import { resourceTypes } from '../../src/organization/private/facts';
import { beyondLimits } from '../../src/organization/private/template-limits';

const NAMES = ['environment', 'domain', 'bucket', 'database', 'web-entry'];

let made: Hub;
let products: readonly GoldProduct[];
let templates: ReadonlyMap<string, ProductJson>;
beforeAll(() => {
  made = hub();
  products = fiveProducts(made);
  const { directory } = made.app.synth();
  templates = new Map(products.map(({ productName, template }) => [productName, JSON.parse(readFileSync(path.join(directory, template.templateFile), 'utf8')) as ProductJson]));
}, 60_000);

const templateOf = (name: string): ProductJson => templates.get(name)!;

describe.each(NAMES)('the product %s', (name) => {
  test('says of each parameter what it is, under a heading, and binds what can be typed in', () => {
    const { Parameters: parameters = {}, Metadata } = templateOf(name);
    const form = Metadata?.['AWS::CloudFormation::Interface'] as { ParameterGroups: { Parameters: string[] }[]; ParameterLabels: Record<string, { default: string }> };
    expect(Object.keys(parameters).length).toBeGreaterThan(0);
    expect(form.ParameterGroups.flatMap(({ Parameters: ids }) => ids).sort()).toEqual(Object.keys(parameters).sort());
    for (const [id, { Description, Type, AllowedValues, AllowedPattern }] of Object.entries(parameters)) {
      expect(Description).toEqual(expect.stringMatching(/^.{15,}\.$/));
      expect(form.ParameterLabels[id].default).toEqual(expect.stringMatching(/\w/));
      expect([id, AllowedValues ?? AllowedPattern ?? /^AWS::/.exec(String(Type))]).not.toEqual([id, null]);
    }
  });

  test('puts something out', () => {
    expect(Object.keys(templateOf(name).Outputs ?? {})).not.toEqual([]);
  });

  test('tags all that takes tags with its name', () => {
    const taggable = Object.entries(templateOf(name).Resources).filter(([, { Type }]) => resourceTypes()[Type]?.tags !== undefined);
    const untagged = taggable.filter(([, { Properties }]) => !JSON.stringify(Properties ?? {}).includes('"gold-product"'));
    expect(taggable.length).toBeGreaterThan(0);
    expect(untagged.map(([id, { Type }]) => [id, Type])).toEqual([]);
  });

  test('bounds each role that it makes', () => {
    const roles = Object.values(templateOf(name).Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect(roles.filter(({ Properties }) => !JSON.stringify(Properties?.PermissionsBoundary ?? '').includes(':policy/gold-launch-boundary'))).toEqual([]);
  });

  test('can be launched twice in one account: no name is the same in both', () => {
    const named = Object.entries(templateOf(name).Resources).flatMap(([id, { Type, Properties = {} }]) => Object.entries(Properties)
      .filter(([key, value]) => NAMING.test(`${Type}.${key}`) && typeof value === 'string').map(([key, value]) => `${id}.${key}=${String(value)}`));
    expect(named).toEqual([]);
  });

  test('needs nothing of CDK\'s bootstrap, and names no account', () => {
    const text = JSON.stringify(templateOf(name));
    expect(text).not.toMatch(/cdk-hnb659fds|BootstrapVersion|AssetParameters|Fn::ImportValue/);
    expect(text).not.toMatch(/[":]\d{12}[":]/);
  });

  test('is within the limits of CloudFormation', () => {
    expect(beyondLimits(JSON.stringify(templateOf(name)))).toEqual([]);
  });
});

/** Properties that name a resource in its account and Region. */
const NAMING = /^AWS::(S3::Bucket\.BucketName|IAM::(Role\.RoleName|ManagedPolicy\.ManagedPolicyName)|Logs::(LogGroup\.LogGroupName|ResourcePolicy\.PolicyName)|WAFv2::WebACL\.Name|Lambda::Function\.FunctionName|SNS::Topic\.TopicName|SQS::Queue\.QueueName|SecretsManager::Secret\.Name|RDS::DBInstance\.DBInstanceIdentifier|KMS::Alias\.AliasName|CloudWatch::Alarm\.AlarmName|Events::Rule\.Name|ElasticLoadBalancingV2::(LoadBalancer|TargetGroup)\.Name)$/;

describe('what one product puts out', () => {
  const fits = (maker: string, output: string, taker: string) => {
    expect(Object.keys(templateOf(maker).Outputs ?? {})).toContain(output);
    expect(Object.keys(templateOf(taker).Parameters ?? {})).toContain(output);
  };

  test.each(['DomainName', 'DataKeyArn'])('the bucket takes in from the domain: %s', (id) => { fits('domain', id, 'bucket'); });
  test.each(['DomainName', 'DataKeyArn', 'CredentialsKeyArn', 'LogsKeyArn', 'MessagesKeyArn'])(
    'the database takes in from the domain: %s', (id) => { fits('domain', id, 'database'); });
  test.each(['VpcId', 'VpcCidr', 'IsolatedSubnetA', 'IsolatedSubnetB'])('the database takes in from the environment: %s', (id) => { fits('environment', id, 'database'); });
  test.each(['DomainName', 'LogsKeyArn', 'MessagesKeyArn'])('the entry takes in from the domain: %s', (id) => { fits('domain', id, 'web-entry'); });
});

describe('what controls forbid', () => {
  test('can\'t be chosen: a secret rotates every 90 days or sooner', () => {
    const { Parameters: parameters, Rules } = templateOf('database');
    expect(parameters?.RotationDays.AllowedValues).toEqual(['7', '30', '60', '90']);
    expect(Rules?.RotationDaysSecretsmanagerRotation).toEqual({
      Assertions: [{ Assert: { 'Fn::Contains': [['7', '30', '60', '90'], { Ref: 'RotationDays' }] }, AssertDescription: 'secretsmanager.rotation: a secret rotates every 90 days or sooner' }],
    });
  });

  test('is no default', () => {
    const { app, domain, of } = hub();
    const product = new GoldProduct(domain, 'Product', { ...of('logs'), productName: 'logs', description: 'a log group' });
    const days = product.template.ask('Days', { label: 'Days', description: 'How long logs are kept.', type: 'Number', allowedValues: ['1', '365'], defaultValue: '1' });
    new CfnResource(product.template, 'Logs', { type: 'AWS::Logs::LogGroup', properties: { RetentionInDays: days.valueAsNumber } });
    expect(() => app.synth()).toThrow(/default of the parameter Days is not valid: got '1'; allowed: 365; the control logs.retention forbids it/);
  });
});

describe('a domain that is launched', () => {
  test('keeps its keys for the roles of its name, and lets launch roles make what they encrypt', () => {
    const key = Object.values(templateOf('domain').Resources).find(({ Type }) => Type === 'AWS::KMS::Key');
    const text = JSON.stringify(key?.Properties?.KeyPolicy);
    expect(text).toContain(':role/gold/",{"Ref":"DomainName"},"/*"');
    expect(text).toContain(':role/gold-launch-*');
  });

  test('is not called like AWS\'s own', () => {
    const pattern = new RegExp(String(templateOf('domain').Parameters?.DomainName.AllowedPattern));
    expect(['a', 'aw', 'awx', 'orders', 'order-history', 'a-b', 'aw-s', 'b2'].filter((name) => !pattern.test(name))).toEqual([]);
    expect(['aws', 'aws-x', 'awsome', 'Orders', '-a', 'a-', 'a--b', '1a', 'a/b', 'a*', ''].filter((name) => pattern.test(name))).toEqual([]);
  });
});

describe('an entry by CloudFront', () => {
  const entry = { entry: WebEntry.distribution() };

  test('is offered in us-east-1', () => {
    const { app, domain, of } = hub({ region: 'us-east-1' });
    const { template } = new WebEntryProduct(domain, 'Site', { ...of('site'), ...entry });
    const { Resources } = JSON.parse(readFileSync(path.join(app.synth().directory, template.templateFile), 'utf8')) as ProductJson;
    expect(Object.values(Resources).map(({ Type }) => Type)).toEqual(expect.arrayContaining(['AWS::CloudFront::Distribution', 'AWS::WAFv2::WebACL', 'AWS::CertificateManager::Certificate']));
  });

  test('is refused elsewhere, with the way out', () => {
    const { domain, of } = hub();
    expect(() => new WebEntryProduct(domain, 'Site', { ...of('site'), ...entry })).toThrow(/got 'ap-northeast-2'; allowed: us-east-1.*offer it by a catalogue in us-east-1, or choose WebEntry.loadBalancer\(\)/);
  });
});

test.each([['without tags', {}, []], ['with tags of its own', { Tags: [{ Key: 'team', Value: 'orders' }] }, [{ Key: 'team', Value: 'orders' }]]])(
  'a role that is declared as a plain resource, %s, gets the product\'s tag', (_, properties, before) => {
    const { app, domain, of } = hub();
    const { template } = new GoldProduct(domain, 'Product', { ...of('own'), productName: 'own', description: 'A role.' });
    new CfnResource(template, 'Plain', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: {}, ...properties } });
    const { directory } = app.synth();
    const { Resources } = JSON.parse(readFileSync(path.join(directory, template.templateFile), 'utf8')) as ProductJson;
    expect(Resources.Plain.Properties?.Tags).toEqual([...before, { Key: 'gold-product', Value: 'own' }]);
  });

describe('a product of one\'s own is refused', () => {
  /** A product in a hub, with what is built in it. */
  function own(build: (product: GoldProduct, made: Hub) => void): Hub {
    const one = hub();
    build(new GoldProduct(one.domain, 'Product', { ...one.of('own'), productName: 'own', description: 'one of our own' }), one);
    return one;
  }

  test.each(['DatabasePassword', 'ApiToken', 'ClientSecret'])('where it asks for a secret as a plain parameter: %s', (id) => {
    expect(() => own(({ template }) => { template.ask(id, { label: 'Value', description: 'A value.' }); }))
      .toThrow(/a parameter of the product 'own' is not valid: got '\w+'; allowed: values that may be seen.*make the secret in the product/);
  });

  test.each<[string, CfnParameterProps]>([['AdminPassword', {}], ['Value', { noEcho: true }]])('where a parameter that is made in another way holds a secret: %s', (id, parameter) => {
    const { app } = own(({ template }) => {
      new sqs.Queue(template, 'Queue');
      new CfnParameter(template, id, parameter);
    });
    expect(() => app.synth()).toThrow(/a parameter of the product 'own' is not valid: got '(AdminPassword|Value with NoEcho)'; allowed: values that may be seen/);
  });

  test.each<[string, Partial<ProductParameterProps>, RegExp]>([
    ['any text', {}, /got 'any text'; allowed: texts of an allowedPattern, or allowedValues/],
    ['a pattern that is none', { allowedPattern: '^[a-z$' }, /got 'allowedPattern \^\[a-z\$'; allowed: a regular expression from \^ to \$/],
    ['a pattern of a part', { allowedPattern: '[a-z]+' }, /got 'allowedPattern \[a-z\]\+'; allowed: a regular expression from \^ to \$/],
    ['a type that is none', { type: 'Strng', allowedPattern: '^a$' }, /got 'type Strng'; allowed: String, Number/],
    ['no values', { allowedValues: [] }, /got 'no allowedValues'; allowed: one or more/],
    ['a number that is none', { type: 'Number', allowedValues: ['a'] }, /got 'a'; allowed: numbers/],
    ['a default beside its pattern', { allowedPattern: '^[a-z]{1,10}$', defaultValue: 'BLUE9' }, /got 'the default BLUE9'; allowed: what \^\[a-z\]\{1,10\}\$ takes/],
  ])('where a parameter takes %s', (_, parameter, message) => {
    expect(() => own(({ template }) => { template.ask('Colour', { label: 'Colour', description: 'A colour.', ...parameter }); })).toThrow(message);
  });

  test('where something is built in it and not in its template', () => {
    const { app } = own((product) => {
      new sqs.Queue(product.template, 'Queue');
      new sqs.Queue(product, 'Stray');
    });
    expect(() => app.synth()).toThrow(/the product 'own' is not valid: got 'Stray' in the product itself; allowed: what is launched, in its template; build it in `this.template`/);
  });

  test.each<[string, string, object, string]>([
    ['a type that AWS publishes no schema of', 'Vendor::Some::Thing', {}, 'Vendor::Some::Thing: no schema of this type is known'],
    ['a custom resource whose function is elsewhere', 'Custom::Thing', { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:thing' }, 'Custom::Thing: its function is none of the template\'s'],
  ])('where nobody knows what its launch role needs: %s', (_, type, properties, got) => {
    expect(() => own((product, { domain }) => {
      new CfnResource(product.template, 'Thing', { type, properties: { ...properties } });
      new LaunchRoles(domain, 'LaunchRoles', { products: [product] });
    })).toThrow(`the template of the product 'own' is not valid: got '${got}`);
  });

  test('where an action is for what it does not make', () => {
    expect(() => own((product, { domain }) => {
      new sqs.Queue(product.template, 'Queue');
      product.addServiceAction(ServiceAction.rotateSecret());
      new LaunchRoles(domain, 'LaunchRoles', { products: [product] });
    })).toThrow(/targetType of the action 'rotate-secret' of the product 'own' is not valid: got 'AWS::SecretsManager::Secret'; allowed: a type that the template makes: .*AWS::SQS::Queue/);
  });

  test('where nothing was built in its template', () => {
    const { app } = own(() => undefined);
    expect(() => app.synth()).toThrow(/template of the product 'own' is not valid: got 'no resources'.*build what is launched in `product.template`/);
  });

  test('where its template is larger than CloudFormation takes', () => {
    const { app } = own(({ template }) => { template.templateOptions.metadata = { Filler: 'x'.repeat(1_048_576) }; });
    expect(() => app.synth()).toThrow(/template of the product 'own' is not valid: got '\d+ bytes, of which 1048576 are allowed'.*split it into two products/);
  });

  test('where it has more parameters than CloudFormation takes', () => {
    const { app } = own(({ template }) => {
      new sqs.Queue(template, 'Queue');
      for (let at = 0; at <= 200; at += 1) { template.ask(`P${at}`, { label: 'Value', description: 'A value.', allowedPattern: '^[a-z]$' }); }
    });
    expect(() => app.synth()).toThrow(/got '201 parameters, of which 200 are allowed'/);
  });

  test('where it refers to the stack that offers it', () => {
    const { app } = own(({ template }, { stack }) => {
      new sns.Topic(template, 'Topic', { displayName: new sqs.Queue(stack, 'Queue').queueArn });
    });
    expect(() => app.synth()).toThrow(/template of the product 'own' is not valid: got 'a reference to .*ask for the value/);
  });

  test('where it has files and no assets', () => {
    expect(() => own(({ template }) => { template.synthesizer.addFileAsset({ sourceHash: 'abc', fileName: 'code.zip' }); }))
      .toThrow(/the product 'own' is not valid: got 'a file \(code.zip\) and no `assets`'.*new organization.ProductAssets/);
  });

  test('where it builds a container image', () => {
    expect(() => own(({ template }) => { template.synthesizer.addDockerImageAsset({ sourceHash: 'abc', directoryName: 'image' }); }))
      .toThrow(/the product 'own' is not valid: got 'a container image that is built at synth'.*ContainerImage.fromEcrRepository/);
  });

  test('where its description is longer than CloudFormation takes, counted in bytes', () => {
    const { domain, of } = hub();
    expect(() => new GoldProduct(domain, 'Product', { ...of('own'), productName: 'own', description: '저장소'.repeat(120) })).toThrow(/got '1080 bytes'; allowed: up to 1024 bytes/);
  });

  test.each(['Own', 'own_', 'x'.repeat(41), 'own--one', ''])('where its name makes no role name: %s', (productName) => {
    const { domain, of } = hub();
    expect(() => new GoldProduct(domain, 'Product', { ...of('own'), productName, description: 'one' })).toThrow(/productName is not valid/);
  });

  test('where it is changed after its launch role was made', () => {
    const { app } = own((product, { domain }) => {
      new sqs.Queue(product.template, 'Queue');
      new LaunchRoles(domain, 'LaunchRoles', { products: [product] });
      new sns.Topic(product.template, 'Topic');
    });
    expect(() => app.synth()).toThrow(/the launch role of the product 'own' is not valid: got a template that was changed after.*make the launch roles last/);
  });
});

test('a template lies in the stack around it and is not deployed with it', () => {
  const [first] = products;
  expect(Stack.of(first)).toBe(made.stack);
  expect(made.app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Hub']);
});
