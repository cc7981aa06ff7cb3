import * as fc from 'fast-check';
import { namedTexts } from '../../src/controls/named-texts';
import { isSecretByName, plaintextIn, secretIn } from '../../src/controls/plaintext';
import { ASSIGNMENTS, COMMANDS, plaintextInScript } from '../../src/controls/script-plaintext';
import { secrecyOf } from '../../src/controls/secret-names';
import { SECRET_PATTERNS } from '../../src/controls/secret-patterns';

const LITERAL = 'hunter2Hunter2';

describe('a name', () => {
  test.each([
    'password', 'DB_PASSWORD', 'dbPassword', 'DBPassword', 'db-password', 'MYSQL_ROOT_PASSWORD_1', 'passwd', 'PGPASSWORD', 'userPwd', 'SSH_PASSPHRASE', 'API_KEY', 'apiKey',
    'X-Api-Key', 'APIKey', 'stripe.apiKey', 'PRIVATE_KEY', 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'clientSecret', 'OAUTH_CLIENT_SECRET',
    'JWT_SECRET', 'spring.datasource.password', 'MasterUserPassword',
  ])('%s is surely that of a secret', (name) => expect(secrecyOf(name)).toBe('sure'));

  test.each(['SECRET', 'GITHUB_TOKEN', 'ACCESS_TOKEN', '--auth-token', 'credentials', 'REDIS_AUTH', 'NEXT_AUTH_SECRET', 'ENCRYPTION_KEY', 'SMTP_PASS', 'ACCESS_KEY', 'licenseKey', 'Authorization'])(
    '%s is likely that of a secret', (name) => expect(secrecyOf(name)).toBe('likely'));

  test.each(['CONNECTION_STRING', 'connStr', 'SENTRY_DSN'])('%s is that of a connection string', (name) => expect(secrecyOf(name)).toBe('connection'));

  test.each([
    'SECRET_ARN', 'DB_SECRET_NAME', 'SecretId', 'passwordArn', 'TOKEN_URL', 'tokenEndpoint', 'PASSWORD_LENGTH', 'PasswordPolicy', 'TOKEN_EXPIRY', 'tokenTtl', 'API_KEY_ID',
    'ApiKeyName', 'PASSWORD_FILE', 'PASSWORD_RESET_URL', 'MAX_TOKENS', 'NEXT_TOKEN', 'ClientToken', 'ServiceToken', 'idToken', 'ResetPassword', 'FORGOT_PASSWORD', 'ALLOW_EMPTY_PASSWORD',
    'PUBLIC_KEY', 'NEXT_PUBLIC_API_KEY', 'STRIPE_PUBLISHABLE_API_KEY', 'S3_KEY', 'PartitionKey', 'KMS_KEY', 'oauth', 'bypass', 'compass', 'AUTH_MODE', 'author', 'tokenizer',
    'secretary', 'OLDPWD', 'CREDENTIALS_PROVIDER', 'PasswordRotationDays', 'DatabaseSecretRotation', 'KeyPairName', 'keyboard', '', '12345',
  ])('%s is not that of a secret', (name) => expect(secrecyOf(name)).toBeUndefined());
});

describe('under the name of a secret', () => {
  test.each([
    ['DB_PASSWORD', 'hunter2'], ['DB_PASSWORD', 'changeme'], ['DB_PASSWORD', '12345'], ['DB_PASSWORD', 'correct horse battery staple'], ['DB_PASSWORD', '<AWS.StackName>-pw'],
    ['DB_PASSWORD', '<Fn.FindInMap>'], ['GITHUB_TOKEN', 'a1b2c3d4e5f6'], ['SESSION_SECRET', 'Zm9vYmFyMTIz'], ['API_KEY', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['CONNECTION_STRING', 'host=db.internal user=app password=hunter2'],
  ])('%s: %s is a secret', (name, text) => expect(isSecretByName(name, text)).toBe(true));

  test.each([
    ['DB_PASSWORD', ''], ['DB_PASSWORD', 'true'], ['DB_PASSWORD', 'none'], ['DB_PASSWORD', '********'], ['DB_PASSWORD', '<Secret>'], ['DB_PASSWORD', '<Key.SecretAccessKey>'],
    ['DB_PASSWORD', '{{resolve:secretsmanager:db:SecretString:password}}'], ['DB_PASSWORD', '${DB_PASSWORD}'], ['DB_PASSWORD', '$(cat /run/secrets/db)'], ['DB_PASSWORD', '%DB_PASSWORD%'],
    ['DB_PASSWORD', '{{ db_password }}'], ['DB_PASSWORD', '/run/secrets/db'], ['DB_PASSWORD', '/orders/prod/db-password'], ['DB_PASSWORD', 'file:///run/secrets/db'],
    ['DB_PASSWORD', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf'], ['DB_PASSWORD', 'prefix-<Parameter>'], ['PRIVATE_KEY', 'certs/server.key'],
    ['SECRET', 'orders/db'], ['DB_SECRET', 'orders-db-v2'], ['SECRET', 'orders'], ['TOKEN', 'https://auth.example.com/token'], ['AUTH', 'oauth2'], ['AUTH', 'bearer'], ['TOKEN', '3600'],
    ['ENCRYPTION_KEY', 'alias/orders'], ['ENCRYPTION_KEY', 'mrk-1234abcd12ab34cd56ef1234567890ab'], ['ENCRYPTION_KEY', '1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['CONNECTION_STRING', 'Server=db.internal;Integrated Security=true'], ['CONNECTION_STRING', 'host=db password=<Secret>'], ['SENTRY_DSN', 'https://sentry.example.com/1'],
    ['SECRET_ARN', 'hunter2'], ['USER', 'hunter2'],
  ])('%s: %s is none', (name, text) => expect(isSecretByName(name, text)).toBe(false));

  test('a reference to a resource, or a dynamic reference, is never a secret', () => fc.assert(fc.property(
    fc.stringMatching(/^\w{1,20}$/), fc.stringMatching(/^[A-Za-z]\w{0,20}$/), fc.constantFrom('<@>', '<@.Arn>', 'a<@>b', '{{resolve:secretsmanager:@}}', '{{resolve:ssm-secure:@:1}}'),
    (name, id, form) => !isSecretByName(`${name}_password`, form.replace('@', id)),
  )));
});

/** Put together here, so that no scanner takes the tests for a leak. */
const x = (length: number, letters = 'aB3dE5gH7jK9'): string => letters.repeat(Math.ceil(length / letters.length)).slice(0, length);
const jwt = ['eyJ' + x(20), 'eyJ' + x(40), x(43)].join('.');

describe('by its form', () => {
  test.each([
    ['AKIA' + 'Q3EGP7VJ2KLM4NXY', 'an AWS access key id'], ['ASIA' + 'Q3EGP7VJ2KLM4NXY', 'an AWS access key id'], [`id=${'AKIA' + 'Q3EGP7VJ2KLM4NXY'};`, 'an AWS access key id'],
    ['-----BEGIN ' + 'RSA PRIVATE KEY-----\nMIIE', 'a private key'], ['-----BEGIN ' + 'PRIVATE KEY-----', 'a private key'], ['-----BEGIN ' + 'OPENSSH PRIVATE KEY-----', 'a private key'],
    ['postgres://orders:' + 'hunter2@db.internal:5432/orders', 'a URI with a password'], ['redis://:' + 'hunter2@cache:6379', 'a URI with a password'],
    ['mongodb+srv://u:' + 'p%40ss@<Db.Endpoint>/x', 'a URI with a password'], ['https://user:' + 'hunter2@bitbucket.org/a/b.git', 'a URI with a password'],
    ['Server=db;User Id=sa;' + 'Password=hunter2;', 'a connection string with a password'], ['jdbc:sqlserver://db:1433;user=sa;' + 'password=hunter2', 'a connection string with a password'],
    ['jdbc:mysql://db/x?user=sa&' + 'password=hunter2', 'a connection string with a password'], ['Password=' + 'hunter2;Data Source=db', 'a connection string with a password'],
    ['DefaultEndpointsProtocol=https;AccountName=a;' + 'AccountKey=' + x(86) + '==;', 'a connection string with a password'],
    [jwt, 'a JSON web token'], ['Authorization: Bearer ' + x(30), 'a bearer token'], ['gh' + 'p_' + x(36), 'a GitHub token'], ['github_' + 'pat_' + x(60), 'a GitHub token'],
    ['gl' + 'pat-' + x(20), 'a GitLab token'], ['xo' + 'xb-' + '123456789012-' + x(24), 'a Slack token'], ['https://hooks.slack' + '.com/services/T0000AAAA/B0000AAAA/' + x(24), 'a Slack webhook'],
    ['sk_' + 'live_' + x(24), 'a Stripe key'], ['AI' + 'za' + x(35), 'a Google API key'], ['np' + 'm_' + x(36), 'an npm token'], ['py' + 'pi-AgEIcHlwaS5vcmc' + x(60), 'a PyPI token'],
    ['S' + 'G.' + x(22) + '.' + x(43), 'a SendGrid key'], ['hv' + 's.' + x(30), 'a Vault token'],
  ])('%s is %s', (text, kind) => expect(secretIn(text)).toBe(kind));

  test.each([
    'AKIA' + 'IOSFODNN7EXAMPLE', 'AKIAORDERS', 'xAKIA' + 'Q3EGP7VJ2KLM4NXY', '-----BEGIN CERTIFICATE-----', '-----BEGIN PUBLIC KEY-----', 'https://example.com:443/a@b', 'https://example.com/',
    'postgres://orders:<Secret>@db', 'postgres://orders:{{resolve:secretsmanager:db:SecretString:password}}@db', 'postgres://orders:${PASSWORD}@db', 'postgres://orders@db/x', 'ssh://git@github.com/a/b',
    'arn:aws:iam::111122223333:role/x', 'mailto:a@example.com', 'Server=db;Integrated Security=true;', 'password=;user=a', 'a;password={{resolve:secretsmanager:db}};b=c', 'Server=a;Password=<Secret>;',
    'Bearer token', 'use Bearer authentication with your account', 'eyJhbGciOiJIUzI1NiJ9', 'ghp_short', 'xoxb-example-token-value', 'sk_live_', 'AIza', 'npm_config_registry', 'SG.', 'sg-0123456789abcdef0',
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef', '',
  ])('%s is no secret', (text) => expect(secretIn(text)).toBeUndefined());

  test('each form has a source, and a hint that its matches have', () => {
    for (const { source, hints } of SECRET_PATTERNS) {
      expect(source).toMatch(/^https:\/\//);
      expect(hints.every((hint) => hint !== '' && hint === hint.toLowerCase())).toBe(true);
    }
  });

  test('the expressions have no unbounded repetition, so that each place in a text costs a bounded number of steps', () => {
    const unbounded = (source: string): boolean => /[*+]|\{\d+,\}/.test(source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, ''));
    expect(unbounded('a*') && unbounded('(?:a{2,})') && !unbounded('[*+]{1,3}')).toBe(true);
    expect([...SECRET_PATTERNS.map(({ pattern }) => pattern), ...ASSIGNMENTS, ...COMMANDS].filter(({ source }) => unbounded(source))).toEqual([]);
  });

  test('a secret at the end of a megabyte of what almost is one is found', () => {
    const secret = 'AKIA' + 'Q3EGP7VJ2KLM4NXY';
    for (const filler of ['a', 'a-', 'a.', 'A:', ' =', '--a ', 'password=', 'eyJ-', 'eyJaaaaaaaaaaaaa.', '://a:', 'bearer ', '{{', '<', '\n', 'x:y ', 'curl ', '-----BEGIN ']) {
      expect(plaintextInScript('UserData', `${filler.repeat(1_000_000 / filler.length)} ${secret}`)).not.toEqual([]);
    }
  });
});

describe('a script', () => {
  const found = (script: string) => plaintextInScript('UserData', script);

  test.each([
    ['export DB_PASSWORD=hunter2', 'DB_PASSWORD'], ['DB_PASSWORD="hunter2"', 'DB_PASSWORD'], ["password: 'hunter2'", 'password'], ['  password: hunter2\n', 'password'],
    ['{"user":"a","password":"hunter2"}', 'password'], ['mysqladmin --password=hunter2 status', 'password'], ['tool --api-key hunter2', 'api-key'], ['$password = "hunter2"', 'password'],
    ['set PASSWORD=hunter2&& run', 'PASSWORD'], ['environment:\n  - DB_PASSWORD=hunter2', 'DB_PASSWORD'], ['const apiKey = \'hunter2\';', 'apiKey'], ['spring.datasource.password=hunter2', 'spring.datasource.password'],
  ])('%s sets a secret', (script, name) => expect(found(script)).toEqual([`UserData sets ${name} to a literal`]));

  test.each(['echo "root:hunter2" | chpasswd', 'echo admin:hunter2 | sudo chpasswd', 'net user Administrator hunter2 /add', 'curl -fsS -u admin:hunter2 https://example.com'])(
    '%s gives a password to a command', (script) => expect(found(script)).toEqual(['UserData gives a password to a command']));

  test.each([
    'export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id orders --query SecretString --output text)', 'export DB_PASSWORD=`cat /run/secrets/db`', 'DB_PASSWORD=$1',
    'DB_PASSWORD="${DB_PASSWORD}"', 'DB_PASSWORD=<Secret>', 'read -s -p "Password: " PASSWORD', 'docker login --password-stdin', 'tool --password "$PASSWORD"', 'password = os.environ["PASSWORD"]',
    'password: process.env.PASSWORD', 'password = getPassword()', 'connect(user=user, password=password)', '$password = Get-SSMParameterValue -Name x', 'password: string', '# password: see the wiki page',
    'TOKEN=`curl -X PUT "http://169.254.169.254/latest/api/token"`', 'aws ecs --cluster orders', 'export SECRET_ARN=arn:aws:secretsmanager:eu-west-1:111122223333:secret:a', 'if [ "$PASSWORD" == "" ]; then',
    'echo "$USER:$PASSWORD" | chpasswd', 'net user', 'curl -u "$USER:$PASSWORD" https://example.com', 'PASSWORD_FILE=/run/secrets/db', 'passwd -l root', 'sed -i "s/PasswordAuthentication yes/PasswordAuthentication no/"',
    'PasswordAuthentication no', 'yum install -y amazon-ssm-agent', 'ECS_CLUSTER=orders',
  ])('%s sets none', (script) => expect(found(script)).toEqual([]));
});

describe('the texts of a value', () => {
  test('have the names of their properties, of their pairs, and of what functions are given', () => {
    expect(namedTexts({ A: 'a', B: [{ Name: 'N', Value: 'v' }], C: { 'Fn::If': ['Cond', 'x', { Ref: 'AWS::NoValue' }] }, D: { 'Fn::Base64': { 'Fn::Sub': '${Q}!' } } })
      .map(({ name, path, text }) => [name, path.join('.'), text])).toEqual([
      ['A', 'A', 'a'], ['Name', 'B.0.Name', 'N'], ['N', 'B.0.Value', 'v'], ['C', 'C', 'x'], ['C', 'C', '<AWS.NoValue>'], ['D', 'D', '<Q>!'],
    ]);
  });

  test('have no name where they are a piece of a text', () => {
    const joined = { PASSWORD: { 'Fn::Join': ['', ['prefix', { 'Fn::If': ['Cond', { Ref: 'A' }, { Ref: 'B' }] }]] } };
    expect(namedTexts(joined).map(({ name, text }) => [name, text])).toEqual([['', 'prefix'], ['', '<A>'], ['', '<B>']]);
  });

  test('are in no complaint', () => fc.assert(fc.property(fc.stringMatching(/^[A-Za-z]{12}\d{4}$/), (secret) => {
    const complaints = plaintextIn(namedTexts({ Environment: { DB_PASSWORD: secret, OTHER: JSON.stringify({ token: secret }), LIST: [{ Name: 'API_KEY', Value: secret }] } }));
    return complaints.length === 3 && complaints.every((complaint) => !complaint.includes(secret));
  })));

  test('are complained about by where they stand', () => {
    expect(plaintextIn(namedTexts({ Variables: { DB_PASSWORD: LITERAL }, List: [{ Name: 'API_KEY', Value: LITERAL }], Url: 'amqp://u:' + 'p@host', Json: `{"password":"${LITERAL}"}` }))).toEqual([
      'Variables.DB_PASSWORD is a literal, and a secret by its name', 'List.API_KEY is a literal, and a secret by its name', 'Url holds a URI with a password',
      'Json has a literal in its field password, a secret by its name',
    ]);
  });
});
