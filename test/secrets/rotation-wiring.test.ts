import { Aws, Duration, Stack, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { World } from './rotation-fixture';
import { Database, Rotation, RotationSchedule, RotationStrategy, SecretRotation } from '../../src/secrets';
import { EXCLUDED } from '../../src/secrets/private/engines';
import { resourcesOf, statementsOf } from '../checks/template';

let world: World;
const [SECRET, KEY] = [{ Ref: expect.stringMatching(/^OrdersUser[0-9A-F]{8}$/) }, { 'Fn::GetAtt': [expect.stringMatching(/^OrdersSecretsKey/), 'Arn'] }];
const HANDLER = { 'Fn::GetAtt': [expect.stringMatching(/^OrdersUserRotationFunction[0-9A-F]{8}$/), 'Arn'] };
const ADMINISTRATOR = { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'MasterUserSecret.SecretArn'] };

describe('a user of Aurora PostgreSQL that rotates with a twin', () => {
  beforeAll(() => {
    world = new World();
    const cluster = world.aurora();
    world.secret({
      rotation: Rotation.postgres({
        database: Database.cluster(cluster),
        username: 'orders',
        databaseName: 'shop',
        strategy: RotationStrategy.alternatingUsers(cluster.secret!),
        vpc: world.vpc,
      }),
      schedule: RotationSchedule.rate(Duration.days(7), { window: Duration.hours(3) }),
    });
  });

  test('has a first value that no option changes: CloudFormation would make another one, which the server does not know', () => {
    expect(world.only('AWS::SecretsManager::Secret', 'OrdersUser').Properties.GenerateSecretString).toEqual({
      SecretStringTemplate: '{"username":"orders"}',
      GenerateStringKey: 'password',
      PasswordLength: 30,
      ExcludePunctuation: true,
      IncludeSpace: false,
      RequireEachIncludedType: true,
    });
    expect(world.environment()).toMatchObject({ PASSWORD_LENGTH: '32', EXCLUDED_CHARACTERS: EXCLUDED });
  });

  test('has host, users and administrator pinned in the function', () => {
    expect(world.environment()).toEqual({
      SECRET_ARN: SECRET,
      SECRET_NAME: { 'Fn::Join': ['-', [expect.anything(), expect.anything()]] },
      STRATEGY: 'alternating-users',
      FIELDS: { 'Fn::Join': ['', ['{"engine":"postgres","host":"', { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Endpoint.Address'] }, '","port":', { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Endpoint.Port'] }, ',"dbname":"shop"}']] },
      HOSTS: { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Endpoint.Address'] },
      USERNAMES: 'orders,orders_clone',
      ADMINISTRATOR_SECRET_ARN: ADMINISTRATOR,
      PASSWORD_LENGTH: '32',
      EXCLUDED_CHARACTERS: EXCLUDED,
      ENGINE_OPTIONS: '{"authority":"rds"}',
    });
  });

  test('has a function on Node.js 24 and Graviton in the isolated subnets', () => {
    const { Properties } = world.only('AWS::Lambda::Function', 'OrdersUserRotation');
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler', Timeout: 300, KmsKeyArn: KEY });
    expect((Properties.VpcConfig as { SubnetIds: unknown[] }).SubnetIds).toHaveLength(2);
    expect(world.only('AWS::Logs::LogGroup', 'OrdersUserRotation').Properties.KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^OrdersLogsKey/), 'Arn'] });
    expect(Properties.DeadLetterConfig).toBeDefined();
  });

  test('has a role that may rotate this secret with this function, read this administrator, and no more', () => {
    expect(world.permissions()).toEqual([
      { Sid: 'MakePasswords', Effect: 'Allow', Action: 'secretsmanager:GetRandomPassword', Resource: '*' },
      {
        Sid: 'RotateThisSecret',
        Effect: 'Allow',
        Action: [
          'secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:ListSecretVersionIds', 'secretsmanager:PutSecretValue',
          'secretsmanager:UpdateSecretVersionStage',
        ],
        Resource: SECRET,
        Condition: { StringEquals: { 'secretsmanager:resource/AllowRotationLambdaArn': HANDLER } },
      },
      {
        Sid: 'UseKeyForThisSecret',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: KEY,
        Condition: {
          StringEquals: {
            'kms:ViaService': 'secretsmanager.ap-northeast-2.amazonaws.com', 'kms:CallerAccount': { Ref: 'AWS::AccountId' }, 'kms:EncryptionContext:SecretARN': SECRET,
          },
        },
      },
      { Sid: 'ReadAdministrator', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: ADMINISTRATOR },
    ]);
  });

  test('has a role that opens the key through Secrets Manager for this secret only', () => {
    const grants = statementsOf(world.only('AWS::IAM::ManagedPolicy', 'OrdersUserRotationFunctionPartsRoleGrants'));
    expect(JSON.stringify(grants)).not.toContain('secretsmanager');
  });

  test('has a role of the domain, so that key and secret let it in', () => {
    expect(world.only('AWS::IAM::Role', 'OrdersUserRotation').Properties.Path).toBe('/gold/orders/');
    const { Roles } = world.only('AWS::IAM::ManagedPolicy', 'OrdersUserRotationPolicy').Properties;
    expect(Roles).toEqual([{ Ref: world.idOf('AWS::IAM::Role', 'OrdersUserRotation') }]);
  });

  test('reaches the database\'s port and HTTPS inside the VPC, and nothing else', () => {
    const group = world.idOf('AWS::EC2::SecurityGroup', 'OrdersUserRotation');
    const cluster = world.idOf('AWS::EC2::SecurityGroup', 'ClusterSecurityGroup');
    expect(world.only('AWS::EC2::SecurityGroup', 'OrdersUserRotation').Properties.SecurityGroupEgress).toEqual([
      { CidrIp: { 'Fn::GetAtt': [expect.stringMatching(/^Vpc/), 'CidrBlock'] }, Description: 'HTTPS', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' },
    ]);
    expect(world.only('AWS::EC2::SecurityGroup', 'OrdersUserRotation').Properties).not.toHaveProperty('SecurityGroupIngress');
    const port = { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Endpoint.Port'] };
    const rule = { Description: 'rotation of a secret', IpProtocol: 'tcp', FromPort: port, ToPort: port };
    expect(world.resources('AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties)).toEqual([
      { ...rule, GroupId: { 'Fn::GetAtt': [group, 'GroupId'] }, DestinationSecurityGroupId: { 'Fn::GetAtt': [cluster, 'GroupId'] } },
    ]);
    expect(world.resources('AWS::EC2::SecurityGroupIngress').map(({ Properties }) => Properties)).toEqual([
      { ...rule, GroupId: { 'Fn::GetAtt': [cluster, 'GroupId'] }, SourceSecurityGroupId: { 'Fn::GetAtt': [group, 'GroupId'] } },
    ]);
  });

  test('is invoked by Secrets Manager for this secret of this account only', () => {
    expect(world.only('AWS::Lambda::Permission', 'OrdersUserRotation').Properties).toEqual({
      Action: 'lambda:InvokeFunction', FunctionName: HANDLER, Principal: 'secretsmanager.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' }, SourceArn: SECRET,
    });
  });

  test('is attached to the cluster, and rotates only after it has its host, its permissions and its way', () => {
    const attachment = world.idOf('AWS::SecretsManager::SecretTargetAttachment', 'OrdersUser');
    expect(world.only('AWS::SecretsManager::SecretTargetAttachment', '').Properties).toEqual({
      SecretId: SECRET, TargetId: { Ref: expect.stringMatching(/^Cluster/) }, TargetType: 'AWS::RDS::DBCluster',
    });
    const schedule = world.only('AWS::SecretsManager::RotationSchedule', 'OrdersUser') as unknown as { Properties: unknown; DependsOn: string[] };
    expect(schedule.Properties).toEqual({
      SecretId: { Ref: attachment }, RotationLambdaARN: HANDLER, RotationRules: { ScheduleExpression: 'rate(7 days)', Duration: '3h' }, RotateImmediatelyOnUpdate: true,
    });
    expect(schedule.DependsOn).toEqual(expect.arrayContaining([
      world.idOf('AWS::Lambda::Permission', 'OrdersUserRotation'),
      world.idOf('AWS::IAM::ManagedPolicy', 'OrdersUserRotationPolicy'),
      world.idOf('AWS::EC2::SecurityGroupIngress', ''),
      world.idOf('AWS::EC2::SecurityGroupEgress', ''),
    ]));
  });
});

describe('a rotation', () => {
  beforeEach(() => { world = new World(); });
  const vpc = () => ({ vpc: world.vpc });

  test('comes every 30 days unless it is told otherwise', () => {
    world.secret({ rotation: Rotation.postgres({ database: world.server(undefined, 5432), username: 'orders', ...vpc() }) });
    expect(world.only('AWS::SecretsManager::RotationSchedule', '').Properties.RotationRules).toEqual({ ScheduleExpression: 'rate(30 days)' });
  });

  test('with an administrator of the same domain opens its key for that secret only, and for reading', () => {
    world.secret({ rotation: Rotation.mysql({ database: world.server(undefined, 3306), username: 'orders', strategy: RotationStrategy.alternatingUsers(world.administrator()), ...vpc() }) });
    const administrator = { Ref: expect.stringMatching(/^OrdersAdministrator/) };
    expect(world.environment().ADMINISTRATOR_SECRET_ARN).toEqual(administrator);
    expect(world.permissions().slice(3)).toEqual([
      { Sid: 'ReadAdministrator', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: administrator },
      expect.objectContaining({
        Sid: 'UseKeyForAdministrator', Action: 'kms:Decrypt', Condition: { StringEquals: expect.objectContaining({ 'kms:EncryptionContext:SecretARN': administrator }) },
      }),
    ]);
  });

  test('of a server that nothing can be attached to gets its address by rotation', () => {
    world.secret({ rotation: Rotation.postgres({ database: world.server(undefined, 5432), username: 'orders', ...vpc() }) });
    expect(JSON.parse(String(world.environment().FIELDS))).toEqual({ engine: 'postgres', host: 'server.example.internal', port: 5432 });
    expect(world.resources('AWS::SecretsManager::SecretTargetAttachment')).toEqual([]);
  });

  test('with further excluded marks and another length keeps its first value', () => {
    world.secret({ rotation: Rotation.postgres({ database: world.server(undefined, 5432), username: 'orders', passwordLength: 40, excludeCharacters: '^%', ...vpc() }) });
    expect(world.only('AWS::SecretsManager::Secret', 'OrdersUser').Properties.GenerateSecretString).toMatchObject({ PasswordLength: 30, ExcludePunctuation: true });
    expect(world.environment()).toMatchObject({ PASSWORD_LENGTH: '40', EXCLUDED_CHARACTERS: `${EXCLUDED}^` });
  });

  test('by a function of one\'s own gets the permissions of any other, and names the function', () => {
    const handler = new lambda.Function(world.stack, 'Own', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('//') });
    world.secret({ rotation: Rotation.custom(handler) });
    const own = { 'Fn::GetAtt': [expect.stringMatching(/^Own/), 'Arn'] };
    expect(world.only('AWS::SecretsManager::RotationSchedule', '').Properties).toMatchObject({ RotationLambdaARN: own, SecretId: SECRET });
    expect(world.only('AWS::Lambda::Permission', 'OrdersUserRotation').Properties).toMatchObject({ FunctionName: own, SourceArn: SECRET, SourceAccount: { Ref: 'AWS::AccountId' } });
    expect(world.permissions().map(({ Sid }) => Sid)).toEqual(['MakePasswords', 'RotateThisSecret', 'UseKeyForThisSecret']);
    expect(world.permissions()[1].Condition).toEqual({ StringEquals: { 'secretsmanager:resource/AllowRotationLambdaArn': own } });
  });

  test('by a role outside the domain is let in by the secret and by its key, each by name', () => {
    const role = new iam.Role(world.stack, 'OwnRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    world.secret({ rotation: Rotation.custom(new lambda.Function(world.stack, 'Own', { role, runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('//') })) });
    const named = { 'Fn::GetAtt': [expect.stringMatching(/^OwnRole/), 'Arn'] };
    const [, deny] = statementsOf(world.only('AWS::SecretsManager::ResourcePolicy', 'OrdersUser'), 'ResourcePolicy');
    expect(deny.Condition?.ArnNotLike['aws:PrincipalArn']).toContainEqual(named);
    const opened = statementsOf(world.only('AWS::KMS::Key', 'OrdersSecretsKey'), 'KeyPolicy').filter(({ Sid }) => Sid?.startsWith('NamedUsersThroughSecretsmanager'));
    expect(opened.flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey']));
    expect(JSON.stringify(opened)).toContain('OwnRole');
  });

  test('of a secret with a key that is no domain\'s opens that key through Secrets Manager only', () => {
    const encryptionKey = new kms.Key(world.stack, 'TheirKey');
    const secret = new secretsmanager.Secret(world.stack, 'Theirs', {
      encryptionKey, generateSecretString: { secretStringTemplate: '{"username":"orders"}', generateStringKey: 'password' },
    });
    new SecretRotation(world.orders, 'User', { secret, rotation: Rotation.postgres({ database: world.server(), username: 'orders', ...vpc() }) });
    const role = { 'Fn::GetAtt': [expect.stringMatching(/^OrdersUserFunctionPartsRole/), 'Arn'] };
    const opened = statementsOf(world.only('AWS::KMS::Key', 'TheirKey'), 'KeyPolicy').filter(({ Principal }) => JSON.stringify(Principal).includes('OrdersUser'));
    expect(opened).toEqual([expect.objectContaining({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Principal: { AWS: role }, Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.ap-northeast-2.amazonaws.com' } },
    })]);
    const statements = statementsOf(world.only('AWS::IAM::ManagedPolicy', 'OrdersUserPolicy'));
    expect(statements.find(({ Sid }) => Sid === 'UseKeyForThisSecret')?.Condition?.StringEquals['kms:EncryptionContext:SecretARN']).toEqual({ Ref: expect.stringMatching(/^Theirs/) });
  });

  test('with an administrator whose key is of another stack opens that key for roles of the domain through Secrets Manager, without a cycle', () => {
    const theirs = new Stack(world.stack.node.root, 'Databases', { env: { account: world.stack.account, region: world.stack.region } });
    const administrator = new secretsmanager.Secret(theirs, 'Administrator', { encryptionKey: new kms.Key(theirs, 'TheirKey') });
    world.secret({ rotation: Rotation.postgres({ database: world.server(), username: 'orders', strategy: RotationStrategy.alternatingUsers(administrator), ...vpc() }) });
    const [key] = Object.values(resourcesOf(theirs, 'AWS::KMS::Key'));
    expect(statementsOf(key, 'KeyPolicy').find(({ Condition }) => JSON.stringify(Condition ?? {}).includes(`role/gold/${world.orders.name}/*`))).toMatchObject({
      Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.ap-northeast-2.amazonaws.com' } },
    });
  });

  test('of an API key loads the provider\'s module from a layer and reaches whom it is told to', () => {
    world.secret({
      rotation: Rotation.apiKey({ provider: lambda.Code.fromAsset(__dirname), fields: ['apiKey', 'keyId'], egress: [{ peer: world.securityGroup() }], ...vpc() }),
    });
    expect(world.environment()).toMatchObject({ STRATEGY: 'api-key', ENGINE_OPTIONS: '{"providerModule":"/opt/provider.js","fields":"apiKey,keyId"}', PASSWORD_LENGTH: '32' });
    expect(world.only('AWS::Lambda::Function', 'OrdersUserRotation').Properties.Layers).toEqual([{ Ref: world.idOf('AWS::Lambda::LayerVersion', 'OrdersUserRotationProvider') }]);
    expect(world.resources('AWS::EC2::SecurityGroupEgress').map(({ Properties: { FromPort, ToPort } }) => [FromPort, ToPort])).toEqual([[443, 443]]);
    expect(world.only('AWS::SecretsManager::Secret', 'OrdersUser').Properties.GenerateSecretString).toMatchObject({ SecretStringTemplate: '{}', GenerateStringKey: 'placeholder' });
  });

  test.each([
    ['MySQL', (database: Database) => Rotation.mysql({ database, username: 'orders', strategy: RotationStrategy.dualPassword(), ...vpc() }), '{"authority":"amazon","dualPassword":"true"}'],
    ['MariaDB', (database: Database) => Rotation.mariaDb({ database, username: 'orders', plaintextPassword: true, ...vpc() }), '{"authority":"amazon","plaintextPassword":"true"}'],
    ['DocumentDB', (database: Database) => Rotation.documentDb({ database, username: 'orders', usersDatabase: 'shop', ...vpc() }), '{"authority":"amazon","usersDatabase":"shop"}'],
    ['PostgreSQL', (database: Database) => Rotation.postgres({ database, username: 'orders', actingRole: 'owners', ...vpc() }), '{"authority":"amazon","actingRole":"owners"}'],
    ['Redis', (database: Database) => Rotation.redis({ database, username: 'orders', nodes: ['one.example:6379', 'two.example:6379'], ...vpc() }), '{"authority":"amazon","nodes":"one.example:6379,two.example:6379"}'],
  ])('of %s tells the function what only its engine has', (_name, rotation, options) => {
    world.secret({ rotation: rotation(world.server()) });
    expect(world.environment()).toMatchObject({ STRATEGY: 'single-user', USERNAMES: 'orders', ENGINE_OPTIONS: options });
  });

  test('of a user of ElastiCache may change that one user', () => {
    world.secret({ rotation: Rotation.redis({ database: world.server((options) => Database.elastiCache(options)), username: 'orders', userId: 'orders-1', ...vpc() }) });
    expect(world.environment().ENGINE_OPTIONS).toBe('{"authority":"amazon","userId":"orders-1"}');
    expect(JSON.stringify(world.permissions().find(({ Action }) => JSON.stringify(Action).includes('elasticache:ModifyUser'))?.Resource)).toMatch(/:elasticache:ap-northeast-2:.*:user:orders-1"/);
    expect(world.permissions().filter(({ Action }) => JSON.stringify(Action).includes('elasticache:')).map(({ Action }) => Action)).toEqual([
      ['elasticache:DescribeUsers', 'elasticache:ModifyUser'], 'elasticache:DescribeUserGroups',
    ]);
  });

  test('of a user of MemoryDB may change that one user', () => {
    world.secret({ rotation: Rotation.redis({ database: world.server((options) => Database.memoryDb(options)), username: 'orders', ...vpc() }) });
    const [change] = world.permissions().filter(({ Action }) => JSON.stringify(Action).includes('memorydb:UpdateUser'));
    expect(JSON.stringify(change.Resource)).toMatch(/:memorydb:ap-northeast-2:.*:user\/orders"/);
  });

  test('of an AUTH token may change that one replication group', () => {
    world.secret({ rotation: Rotation.redis({ database: world.server((options) => Database.elastiCache(options)), username: 'default', replicationGroupId: 'sessions', ...vpc() }) });
    expect(world.environment()).toMatchObject({ ENGINE_OPTIONS: '{"authority":"amazon","replicationGroupId":"sessions"}', EXCLUDED_CHARACTERS: expect.stringMatching(/,\.=_$/) });
    expect(JSON.stringify(world.permissions().find(({ Action }) => JSON.stringify(Action).includes('ModifyReplicationGroup'))?.Resource)).toMatch(/:replicationgroup:sessions"/);
  });

  test('takes a username that only the deployment knows', () => {
    world.secret({ rotation: Rotation.postgres({ database: world.server(), username: Aws.STACK_NAME, ...vpc() }) });
    expect(world.environment().USERNAMES).toEqual({ Ref: 'AWS::StackName' });
  });
});
