import { type Stack, aws_cognito as cognito, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { deletionProtection } from '../../src/controls/cognito/deletion-protection';
import { mfa } from '../../src/controls/cognito/mfa';
import { noGuests } from '../../src/controls/cognito/no-guests';
import { passwordPolicy } from '../../src/controls/cognito/password-policy';
import { threatProtection } from '../../src/controls/cognito/threat-protection';
import { webAcl } from '../../src/controls/cognito/web-acl';

const ACL = 'arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/a/1';
const pool = (stack: Stack, props: cognito.UserPoolProps = {}) => new cognito.UserPool(stack, 'Pool', props);
const cfn = (one: cognito.UserPool) => one.node.defaultChild as cognito.CfnUserPool;
const bare = (stack: Stack, props: cognito.CfnUserPoolProps = {}) => new cognito.CfnUserPool(stack, 'Pool', props);
const declared = (properties: Record<string, unknown> = {}) => ({ Pool: { Type: 'AWS::Cognito::UserPool', Properties: properties } });
const identities = (stack: Stack, allowUnauthenticatedIdentities: boolean) => new cognito.CfnIdentityPool(stack, 'Identities', { allowUnauthenticatedIdentities });
const STRONG = { MinimumLength: 12, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true };

testControls(
  {
    control: mfa,
    l2: { passes: (stack) => pool(stack, { mfa: cognito.Mfa.REQUIRED }), fails: (stack) => pool(stack, { mfa: cognito.Mfa.OPTIONAL }) },
    l1: { passes: (stack) => bare(stack, { mfaConfiguration: 'ON' }), fails: (stack) => bare(stack) },
    override: {
      passes: (stack) => cfn(pool(stack)).addPropertyOverride('MfaConfiguration', 'ON'),
      fails: (stack) => cfn(pool(stack, { mfa: cognito.Mfa.REQUIRED })).addPropertyOverride('MfaConfiguration', 'OFF'),
    },
    template: { passes: declared({ MfaConfiguration: 'ON' }), fails: declared() },
  },
  {
    control: deletionProtection,
    l2: { passes: (stack) => pool(stack, { deletionProtection: true }), fails: (stack) => pool(stack) },
    l1: { passes: (stack) => bare(stack, { deletionProtection: 'ACTIVE' }), fails: (stack) => bare(stack, { deletionProtection: 'INACTIVE' }) },
    override: {
      passes: (stack) => cfn(pool(stack)).addPropertyOverride('DeletionProtection', 'ACTIVE'),
      fails: (stack) => cfn(pool(stack, { deletionProtection: true })).addPropertyDeletionOverride('DeletionProtection'),
    },
    template: { passes: declared({ DeletionProtection: 'ACTIVE' }), fails: declared() },
  },
  {
    control: threatProtection,
    l2: {
      passes: (stack) => pool(stack, {
        featurePlan: cognito.FeaturePlan.PLUS, standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
      }),
      fails: (stack) => pool(stack),
    },
    l1: { passes: (stack) => bare(stack, { userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } }), fails: (stack) => bare(stack, { userPoolAddOns: { advancedSecurityMode: 'AUDIT' } }) },
    override: {
      passes: (stack) => cfn(pool(stack)).addPropertyOverride('UserPoolAddOns', { AdvancedSecurityMode: 'ENFORCED' }),
      fails: (stack) => cfn(pool(stack)).addPropertyOverride('UserPoolAddOns', { AdvancedSecurityMode: 'OFF' }),
    },
    template: { passes: declared({ UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }), fails: declared() },
  },
  {
    control: passwordPolicy,
    l2: { passes: (stack) => pool(stack), fails: (stack) => pool(stack, { passwordPolicy: { minLength: 6 } }) },
    l1: { passes: (stack) => bare(stack), fails: (stack) => bare(stack, { policies: { passwordPolicy: { minimumLength: 12 } } }) },
    override: {
      passes: (stack) => cfn(pool(stack)).addPropertyOverride('Policies', { PasswordPolicy: STRONG }),
      fails: (stack) => cfn(pool(stack)).addPropertyOverride('Policies', { PasswordPolicy: { ...STRONG, RequireNumbers: false } }),
    },
    template: {
      passes: declared({ Policies: { PasswordPolicy: STRONG } }),
      fails: declared({ Policies: { PasswordPolicy: { ...STRONG, MinimumLength: 7 } } }),
    },
  },
  {
    control: webAcl,
    l2: {
      passes: (stack) => new wafv2.CfnWebACLAssociation(stack, 'Association', { webAclArn: ACL, resourceArn: pool(stack).userPoolArn }),
      fails: (stack) => pool(stack),
    },
    l1: {
      passes: (stack) => new wafv2.CfnWebACLAssociation(stack, 'Association', { webAclArn: ACL, resourceArn: bare(stack).attrArn }),
      fails: (stack) => { bare(stack); new wafv2.CfnWebACLAssociation(stack, 'Association', { webAclArn: ACL, resourceArn: 'arn:other' }); },
    },
    override: {
      passes: (stack) => {
        const { attrArn } = cfn(pool(stack));
        new wafv2.CfnWebACLAssociation(stack, 'Association', { webAclArn: ACL, resourceArn: 'arn:other' }).addPropertyOverride('ResourceArn', attrArn);
      },
      fails: (stack) => new wafv2.CfnWebACLAssociation(stack, 'Association', { webAclArn: ACL, resourceArn: pool(stack).userPoolArn })
        .addPropertyOverride('ResourceArn', 'arn:other'),
    },
    template: {
      passes: { ...declared(), Association: { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: ACL, ResourceArn: { 'Fn::Sub': '${Pool.Arn}' } } } },
      fails: declared(),
    },
  },
  {
    control: noGuests,
    l2: { passes: (stack) => identities(stack, false), fails: (stack) => identities(stack, true) }, // aws-cdk-lib has no L2
    l1: { passes: (stack) => identities(stack, false), fails: (stack) => identities(stack, true) },
    override: {
      passes: (stack) => identities(stack, true).addPropertyOverride('AllowUnauthenticatedIdentities', false),
      fails: (stack) => identities(stack, false).addPropertyOverride('AllowUnauthenticatedIdentities', 'true'),
    },
    template: {
      passes: { Identities: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: 'false' } } },
      fails: { Identities: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: true } } },
    },
  },
);

test.each([
  ['MFA of a parameter', mfa, { MfaConfiguration: { Ref: 'P' } }],
  ['a password policy of a parameter', passwordPolicy, { Policies: { PasswordPolicy: { Ref: 'P' } } }],
  ['days of a parameter', passwordPolicy, { Policies: { PasswordPolicy: { ...STRONG, TemporaryPasswordValidityDays: { Ref: 'P' } } } }],
  ['a length of a parameter', passwordPolicy, { Policies: { PasswordPolicy: { ...STRONG, MinimumLength: { Ref: 'P' } } } }],
])('%s is unknown', (_name, control, properties) => { expect(statusOf(control, declared(properties), 'Pool')).toBe('unknown'); });

test.each([[7, 'compliant'], ['7', 'compliant'], [8, 'violated']])('a temporary password that is good for %j days is %s', (days, status) => {
  expect(statusOf(passwordPolicy, declared({ Policies: { PasswordPolicy: { ...STRONG, TemporaryPasswordValidityDays: days } } }), 'Pool')).toBe(status);
});
