/** What a secret looks like whatever its name is. A pattern has no unbounded repetition, so that a long text takes time in proportion to its length. */
export interface SecretPattern {
  /** How a message calls it. */
  readonly title: string;
  /** Texts of which one is in every match, in lower case: a quick look before the pattern. */
  readonly hints: readonly string[];
  readonly pattern: RegExp;
  /** Where the form is documented. */
  readonly source: string;
}

export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    title: 'an AWS access key id', // the examples of AWS's pages end with EXAMPLE
    hints: ['akia', 'asia'],
    pattern: /(?<![A-Za-z0-9+/])(?:AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE)[A-Z2-7]{16}(?![A-Za-z0-9+/])/,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
  },
  {
    title: 'a private key',
    hints: ['private key'],
    pattern: /-----BEGIN (?:[A-Z]{2,9} )?PRIVATE KEY(?: BLOCK)?-----/,
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
  },
  {
    title: 'a URI with a password',
    hints: ['://'],
    pattern: /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\/[^\s:/@?#<>"'`$(){}|\\]{0,128}:[^\s:/@?#<>"'`$(){}|\\*]{1,256}@[^\s@/]/,
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  },
  {
    title: 'a connection string with a password',
    hints: ['password', 'pwd', 'accountkey', 'sharedaccesskey'],
    pattern: new RegExp([
      /[;?&] {0,3}(?:password|pwd|accountkey|sharedaccesskey) {0,3}= {0,3}(?![*$%{<;&\s]|(?:true|false|null)\b)[^;&\s"'`<>${}()]{1,256}(?![^;&\s"'`])/.source,
      /(?<![\w.-])(?:password|pwd|accountkey|sharedaccesskey) {0,3}=(?![*$%{<;\s]|(?:true|false|null)\b)[^;&\s"'`<>${}()]{1,256}; {0,3}[A-Za-z ]{2,40}=/.source,
    ].join('|'), 'i'),
    source: 'https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-string-syntax',
  },
  {
    title: 'a JSON web token',
    hints: ['eyj'],
    pattern: /(?<![\w.-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{16,1000}/,
    source: 'https://www.rfc-editor.org/rfc/rfc7519#section-3.1',
  },
  {
    title: 'a bearer token',
    hints: ['bearer'],
    pattern: /(?<!\w)bearer {1,4}(?=[^\s\d]{0,512}\d)[\w.~+/-]{20,512}/i,
    source: 'https://www.rfc-editor.org/rfc/rfc6750#section-2.1',
  },
  {
    title: 'a GitHub token',
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_\w{22,251})(?!\w)/,
    source: 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
  },
  {
    title: 'a GitLab token',
    hints: ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glsoat-'],
    pattern: /(?<!\w)gl(?:pat|dt|rt|ptt|soat)-(?=[A-Za-z_.-]{0,300}\d)[\w.-]{20,300}/,
    source: 'https://docs.gitlab.com/security/tokens/',
  },
  {
    title: 'a Slack token',
    hints: ['xox', 'xapp-'],
    pattern: /(?<!\w)(?:xox[abeoprs]|xapp)-(?=[A-Za-z-]{0,250}\d)[A-Za-z0-9-]{10,250}/,
    source: 'https://docs.slack.dev/authentication/tokens',
  },
  {
    title: 'a Slack webhook',
    hints: ['hooks.slack.com'],
    pattern: /hooks\.slack\.com\/services\/T\w{6,20}\/B\w{6,20}\/\w{16,40}/,
    source: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  },
  {
    title: 'a Stripe key',
    hints: ['k_live_', 'k_test_', 'whsec_'],
    pattern: /(?<!\w)(?:[rs]k_(?:live|test)_[A-Za-z0-9]{16,247}|whsec_[A-Za-z0-9+/]{24,100})/,
    source: 'https://docs.stripe.com/keys',
  },
  { title: 'a Google API key', hints: ['aiza'], pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/, source: 'https://cloud.google.com/docs/authentication/api-keys' },
  {
    title: 'an npm token',
    hints: ['npm_'],
    pattern: /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/,
    source: 'https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/',
  },
  {
    title: 'a PyPI token',
    hints: ['pypi-ageichlwas5vcmc'],
    pattern: /(?<!\w)pypi-AgEIcHlwaS5vcmc[\w-]{50,1000}/,
    source: 'https://docs.pypi.org/api/secrets/',
  },
  {
    title: 'a SendGrid key',
    hints: ['sg.'],
    pattern: /(?<!\w)SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/,
    source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  },
  {
    title: 'a Vault token',
    hints: ['hvs.', 'hvb.'],
    pattern: /(?<!\w)hv[sb]\.[\w-]{24,300}/,
    source: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
  },
];
