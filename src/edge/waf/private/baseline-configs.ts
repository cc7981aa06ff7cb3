import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';
import { type AntiDdosOptions, DdosSensitivity } from '../anti-ddos-options';
import { BotControlLevel, type BotControlOptions } from '../bot-control-options';
import type { AccountTakeoverOptions, FakeAccountsOptions } from '../fraud-options';

type Config = wafv2.CfnWebACL.ManagedRuleGroupConfigProperty;

/** What AWS recommends to begin with: https://docs.aws.amazon.com/waf/latest/APIReference/API_ClientSideAction.html */
const EXEMPT_URIS = ['\\/api\\/|\\.(acc|avi|css|gif|jpe?g|js|mp[34]|ogg|otf|pdf|png|tiff?|ttf|webm|webp|woff2?)$'];
const MOST_EXEMPT_URIS = 5;

/** The settings of the groups that need some: https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupConfig.html */
export const baselineConfigs = {
  antiDdos({ blockSensitivity, challenge = true, challengeSensitivity, exemptUris = EXEMPT_URIS }: AntiDdosOptions): Config {
    refuseUnless(!challenge || (exemptUris.length >= 1 && exemptUris.length <= MOST_EXEMPT_URIS), {
      what: 'exemptUris', got: `${exemptUris.length} patterns`, allowed: `1 to ${MOST_EXEMPT_URIS}`, fix: 'join patterns with |, or pass `challenge: false`',
    });
    return {
      awsManagedRulesAntiDDoSRuleSet: {
        sensitivityToBlock: blockSensitivity ?? DdosSensitivity.LOW,
        clientSideActionConfig: {
          challenge: challenge
            ? {
              usageOfAction: 'ENABLED',
              sensitivity: challengeSensitivity ?? DdosSensitivity.HIGH,
              exemptUriRegularExpressions: exemptUris.map((regexString) => ({ regexString })),
            }
            : { usageOfAction: 'DISABLED' },
        },
      },
    };
  },

  botControl: ({ level = BotControlLevel.COMMON }: BotControlOptions): Config => ({ awsManagedRulesBotControlRuleSet: { inspectionLevel: level } }),

  accountTakeover: ({ loginPath, fields, response }: AccountTakeoverOptions): Config => ({
    awsManagedRulesAtpRuleSet: {
      loginPath: checkPath('loginPath', loginPath),
      requestInspection: fields && {
        payloadType: fields.payload, usernameField: { identifier: fields.username }, passwordField: { identifier: fields.password },
      },
      responseInspection: response?._json,
    },
  }),

  fakeAccounts: ({ registrationPagePath, creationPath, fields, response }: FakeAccountsOptions): Config => ({
    awsManagedRulesAcfpRuleSet: {
      registrationPagePath: checkPath('registrationPagePath', registrationPagePath),
      creationPath: checkPath('creationPath', creationPath),
      requestInspection: {
        payloadType: fields.payload,
        usernameField: fieldOf(fields.username),
        passwordField: fieldOf(fields.password),
        emailField: fieldOf(fields.email),
        phoneNumberFields: fields.phoneNumbers?.map((identifier) => ({ identifier })),
        addressFields: fields.addresses?.map((identifier) => ({ identifier })),
      },
      responseInspection: response?._json,
    },
  }),
};

const fieldOf = (identifier?: string) => (identifier === undefined ? undefined : { identifier });

function checkPath(what: string, path: string): string {
  refuseUnless(/^\/\S{0,255}$/.test(path), { what, got: path, allowed: 'a path that begins with a slash', fix: 'pass the path alone, such as /login, without host and query' });
  return path;
}
