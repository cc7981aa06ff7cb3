import { ACCOUNT, claimsFile, folder, prove, RESOURCES, SUPPORT, TEMPLATE, written } from './claims-fixture';

describe('what can\'t be used is one line, and exits with 2', () => {
  const cannot = { claim: 'cannot', resource: 'Tight', principal: SUPPORT, actions: ['kms:Decrypt'] };
  const claims = (...all: unknown[]) => ({ claims: all });
  const grant = { GranteePrincipal: SUPPORT, Operations: ['Decrypt'] };
  const grants = (...all: unknown[]) => ({ key: 'Open', grants: all });
  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{ "claims": [], }', /^cdk-gold: --claims is not valid: got '\S+claims\.json', which is no JSON \(.*\); allowed: .*; write no comments/],
    ['no object', [cannot], /which holds JSON that is no object/],
    ['an unknown field', { claim: [] }, /a field of \S+ is not valid: got 'claim'; allowed: \$schema, claims, /],
    ['claims that are no list', { claims: cannot }, /claims of \S+ is not valid: got {"claim".*; allowed: a list of claims; write it in brackets/],
    ['a claim that is no object', claims('cannot'), /claims\[0\] of \S+ is not valid: got 'cannot'/],
    ['an unknown claim', claims(cannot, { ...cannot, claim: 'canNot' }),
      /claim in claims\[1\] of \S+ is not valid: got 'canNot'; allowed: onlyDomainDecrypts, .*, can; name one/],
    ['a claim that every object has', claims({ ...cannot, claim: 'constructor' }), /got 'constructor'/],
    ['a claim without a name', claims({ resource: 'Tight' }), /claim in claims\[0\] of \S+ is not valid: got none/],
    ['a missing field', claims({ ...cannot, principal: undefined }), /principal of cannot in claims\[0\] of \S+ is not valid: got none; allowed: the ARN of .*; add it/],
    ['a missing resource', claims({ ...cannot, resource: undefined }), /resource of cannot in .* got none/],
    ['a field of another claim', claims({ ...cannot, endpoint: 'vpce-0123456789abcdef0' }),
      /a field of cannot in .* got 'endpoint'; allowed: claim, resource, principal, actions;/],
    ['a field of the wrong type', claims({ ...cannot, actions: 'kms:Decrypt' }), /actions of cannot in .* got 'kms:Decrypt'; allowed: a list of one or more actions/],
    ['an empty list', claims({ ...cannot, actions: [] }), /actions of cannot in .* got \[\]/],
    ['an action without its service', claims({ ...cannot, actions: ['kms:Decrypt', 'Decrypt'] }), /actions\[1\] of cannot in .* got 'Decrypt'/],
    ['an action of nothing', claims({ ...cannot, actions: ['kms:Decryptt'] }), /actions of cannot in .* got 'kms:Decryptt'; allowed: .* AWS::KMS::Key/],
    ['a role that launches nothing', claims({ claim: 'launchRoleCannotWidenItself', resource: 'Role' }),
      /resource of launchRoleCannotWidenItself in .* which launches no product by its name; allowed: roles whose RoleName .* gold-launch-; name a launch role/],
    ['an action of another service', claims({ ...cannot, resource: 'Public', actions: ['kms:Decrypt'] }),
      /got 'kms:Decrypt'; allowed: actions that a policy of AWS::S3::BucketPolicy decides: s3:\*/],
    ['an account as a number', claims({ claim: 'noAccessOutside', resource: 'Tight', accounts: [111122223333] }),
      /accounts\[0\] of noAccessOutside in .* got 111122223333; .*; write it as text, in quotes/],
    ['a principal that is no ARN', claims({ ...cannot, principal: ACCOUNT }), /principal of cannot in .* got '111122223333'/],
    ['the ARN of a session', claims({ ...cannot, principal: `arn:aws:sts::${ACCOUNT}:assumed-role/App/me` }), /principal of cannot in .* got 'arn:aws:sts/],
    ['a placeholder in a bare text', claims({ ...cannot, principal: 'arn:aws:iam::${AWS::AccountId}:role/App' }), /write \{"Fn::Sub"/],
    ['an object that is no value', claims({ ...cannot, principal: { Arn: SUPPORT } }), /principal of cannot in .* got {"Arn"/],
    ['a reference to nothing', claims({ ...cannot, principal: { 'Fn::GetAtt': ['Rule', 'Arn'] } }),
      /principal of cannot in .* got 'Rule'; allowed: resources and parameters of .*Shop\.template\.json/],
    ['a substitution of nothing', claims({ ...cannot, principal: { 'Fn::Sub': ['${A}${Rule.Arn}', { A: 'a' }] } }), /got 'Rule'/],
    ['a value that only the deployment knows', claims({ ...cannot, principal: { 'Fn::ImportValue': 'x' } }),
      /principal of cannot in .* of which the import x is of a stack that is not here; allowed: values that the templates settle;/],
    ['a value that is no ARN', claims({ ...cannot, principal: { Ref: 'Role' } }), /principal of cannot in .* got {"Ref":"Role"}, which is Reader; allowed: ARNs;/],
    ['an unknown resource', claims({ ...cannot, resource: 'Tihgt' }),
      /resource of claims\[0\] of \S+ is not valid: got 'Tihgt', which is not in the templates; allowed: Shop\/Tight, .* and 1 more/],
    ['a resource without a policy', claims({ claim: 'noAccessOutside', resource: 'Bare' }),
      /got 'Shop\/Bare', of type AWS::S3::Bucket, which has no policy in the templates;/],
    ['a claim of keys about a bucket', claims({ claim: 'notLockedOut', resource: 'Public' }),
      /which has no key policy in the templates; allowed: AWS::KMS::Key, AWS::KMS::ReplicaKey; name a key/],
    ['a deploying role that is not known', claims({ claim: 'provisionable', resource: 'Tight' }), /of a template that does not say who deploys it;/],
    ['two organizations', claims(...['o-a1b2c3d4e5', 'o-b1b2c3d4e5'].map((organization) => ({ claim: 'noAccessOutside', resource: 'Open', organization }))),
      /got 'o-b1b2c3d4e5'; allowed: o-a1b2c3d4e5/],
    ['an organization of no form', claims({ claim: 'noAccessOutside', resource: 'Open', organization: 'a1b2' }), /organization of noAccessOutside/],
    ['a baseline that is not there', claims({ claim: 'noNewAccess', resource: 'Open', baseline: 'no.json' }),
      /baseline of noNewAccess in .* got '\S+no\.json', which can't be read/],
    ['a baseline that is no template', claims({ claim: 'noNewAccess', resource: 'Open', baseline: 'claims.json' }), /which has neither Resources nor Statement/],
    ['defaults of the wrong type', { defaults: 'no' }, /defaults of \S+ is not valid: got 'no'; allowed: true, false/],
    ['a deployer that is no ARN', { trustedDeployers: ['Deploy'] }, /trustedDeployers\[0\] of .* got 'Deploy'/],
    ['a policy that is not there', { serviceControlPolicies: ['no.json'] }, /serviceControlPolicies\[0\] of .* can't be read/],
    ['a policy without statements', { resourceControlPolicies: [{ Version: '2012-10-17' }] }, /resourceControlPolicies\[0\] of .* got {"Version"/],
    ['an accepted claim that is none', { acceptUndecided: { grant: 'a good reason' } }, /claim in acceptUndecided of .* got 'grant'/],
    ['a short reason', { acceptUndecided: { granted: 'because' } }, /reason for granted in acceptUndecided of .* at least 10 characters; say why/],
    ['grants that are no list', { grants: {} }, /grants of \S+ is not valid: got \{\}; allowed: a list of keys with their grants/],
    ['grants of nothing', { grants: ['Open'] }, /grants\[0\] of \S+ is not valid: got 'Open'; allowed: an object with key and grants/],
    ['an unknown field beside grants', { grants: [{ ...grants(), keys: 1 }] }, /a field of grants\[0\] .* got 'keys'; allowed: key, grants/],
    ['grants of an unnamed key', { grants: [{ ...grants(), key: '' }] }, /key of grants\[0\] of \S+ is not valid: got ''/],
    ['grants of an unknown key', { grants: [{ ...grants(), key: 'Opne' }] },
      /key of grants\[0\] of \S+ is not valid: got 'Opne', which is not in the templates; allowed: Shop\/Tight, Shop\/Open, /],
    ['grants of a bucket', { grants: [{ ...grants(), key: 'Bucket' }] }, /got 'Shop\/Bucket', of type AWS::S3::Bucket; allowed: AWS::KMS::Key/],
    ['grants of a key twice', { grants: [grants(), grants()] }, /key of grants\[1\] .* got 'Open'; allowed: each key once/],
    ['a key without its grants', { grants: [{ key: 'Open' }] }, /grants of grants\[0\] .* got none; .*; write \[\] where the key has none/],
    ['a file of grants that is not there', { grants: [{ key: 'Open', grants: 'no.json' }] }, /grants of grants\[0\] .* which can't be read/],
    ['a file without grants', { grants: [{ key: 'Open', grants: 'claims.json' }] }, /grants of grants\[0\] .* which has no list Grants/],
    ['a grant that is no object', { grants: [grants('role/App')] }, /grant 1 of grants\[0\] of \S+ is not valid: got 'role\/App'/],
    ['a grant to nobody', { grants: [grants({ Operations: ['Decrypt'] })] }, /GranteePrincipal of grant 1 of .* got none; .*; write it as aws kms list-grants prints it/],
    ['a grant to somebody deleted', { grants: [grants({ ...grant, GranteePrincipal: 'AROAEXAMPLEID00000000' })] },
      /GranteePrincipal of .* got 'AROA.*, and leave out what was granted to somebody who is deleted/],
    ['a grant to a wildcard', { grants: [grants({ ...grant, GranteePrincipal: 'arn:aws:iam::444455556666:role/*' })] }, /GranteePrincipal of .* got 'arn:/],
    ['a grant to a service that is none', { grants: [grants({ ...grant, GranteeServicePrincipal: 's3' })] }, /GranteeServicePrincipal of .* got 's3'/],
    ['a grant of nothing', { grants: [grants({ ...grant, Operations: [] })] }, /Operations of grant 1 of .* got \[\]; allowed: a list of one or more/],
    ['a grant of an unknown operation', { grants: [grants(grant, { ...grant, Operations: ['decrypt'] })] },
      /Operations of grant 2 of .* got 'decrypt'; allowed: CreateGrant, /],
    ['constraints that are none', { grants: [grants({ ...grant, Constraints: [] })] }, /Constraints of .* got \[\]; allowed: an object of Encr/],
    ['an unknown constraint', { grants: [grants({ ...grant, Constraints: { SourceAccount: '1' } })] }, /got 'SourceAccount'; .*; take it out: the grant then/],
    ['a context that is none', { grants: [grants({ ...grant, Constraints: { EncryptionContextEquals: { table: 1 } } })] },
      /EncryptionContextEquals of grant 1 of .* got \{"table":1\}/],
    ['an empty context', { grants: [grants({ ...grant, Constraints: { EncryptionContextSubset: {} } })] }, /EncryptionContextSubset of .* got \{\}/],
    ['a source that is no ARN', { grants: [grants({ ...grant, Constraints: { SourceArn: 'table' } })] }, /SourceArn of .* got 'table'/],
    ['grants of two keys', { grants: [grants({ ...grant, KeyId: 'a' }, { ...grant, KeyId: 'b' })] }, /grants of grants\[0\] .* got 'b'; allowed: grants of one key, a/],
    ['grants of a key elsewhere', { grants: [grants({ ...grant, KeyId: 'arn:aws:kms:eu-west-1:444455556666:key/a' })] },
      /KeyId in grants\[0\] .* got 'arn:aws:kms:eu-west-1:444455556666:key\/a'; allowed: a key of 111122223333 in the Region that/],
  ])('%s', (_, content, message) => {
    const resources = { ...RESOURCES, Bare: { Type: 'AWS::S3::Bucket' } };
    const at = written(folder(), 'Shop.template.json', { Resources: resources });
    const { code, out, err } = prove(at, '--account', ACCOUNT, '--claims', claimsFile(content as object));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toContain('\n');
  });

  test.each<[string, string[], RegExp]>([
    ['no template', [], /prove needs templates: got none/],
    ['a template that is not there', ['/no/such.json'], /'\/no\/such\.json' can't be read/],
    ['a claims file that is not there', [TEMPLATE, '--claims', '/no/such.json'], /--claims is not valid: got '\/no\/such\.json', which can't be read \(ENOENT/],
    ['a name that is not given', [TEMPLATE, '--claims'], /option --claims is not valid: got no value; allowed: one; see/],
    ['an unknown option', [TEMPLATE, '--frobnicate'], /got '--frobnicate'; allowed: --json, --claims, --trusted-deployer, --account, --region;/],
    ['an account of no form', [TEMPLATE, '--account', '1'], /--account is not valid: got '1'; allowed: 12 digits/],
    ['a Region of no form', [TEMPLATE, '--region', 'Seoul'], /--region is not valid: got 'Seoul'/],
    ['a deployer that is no ARN', [TEMPLATE, '--trusted-deployer', 'Deploy'], /--trusted-deployer is not valid: got 'Deploy'/],
    ['principals of an account that may be the template\'s own', [TEMPLATE, '--claims', claimsFile(claims(cannot))],
      /principal of cannot in .* does not say which account it goes to; pass --account, or write \{"Fn::Sub"/],
    ['grants to an account that may be the template\'s own', [TEMPLATE, '--claims', claimsFile({ grants: [grants(grant)] })],
      /GranteePrincipal in grants\[0\] .* does not say which one it goes to; pass --account/],
  ])('%s', (_, args, message) => {
    const { code, out, err } = prove(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toContain('\n');
  });

  test('two templates with one logical id', () => {
    const [one, other] = ['a.json', 'b.json'].map((name) => written(folder(), name, { Resources: { Key: RESOURCES.Open } }));
    expect(prove(one, other, '--claims', claimsFile(claims({ claim: 'granted', resource: 'Key' }))).err).toMatch(/got 'Key'; allowed: a\/Key, b\/Key; name one of them/);
  });
});
