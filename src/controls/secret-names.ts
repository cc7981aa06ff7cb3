/** Names that are said of secrets only: whatever literal stands under them is one. */
const SURE = new RegExp('(?:' + [
  'passwords?', 'passwd', 'passphrase', 'passcode', 'pwd', 'apikey', 'apikeyvalue', 'apitoken', 'apisecret', 'privatekey', 'secretkey', 'secretaccesskey',
  'clientsecret', 'secrettoken', 'signingsecret', 'webhooksecret', 'jwtsecret',
  'sharedaccesskey', 'presharedkey', 'accountkey', 'awsaccesskeyid', 'ecsengineauthdata',
].join('|') + ')$');

/** Names that are said of other things too (a secret's name, a kind of authentication): the value must look like a secret as well. */
const LIKELY = /(?:secret|secretstring|token|credentials?|accesskey|accesskeyid|authkey|signingkey|encryptionkey|masterkey|sharedkey|hmackey|licen[cs]ekey)$/;
/** Likely only as a word of its own: `oauth` and `bypass` end with them. */
const LIKELY_WORDS = ['auth', 'pass', 'authorization'];
const CONNECTION = /(?:connectionstring|connstring|connstr|dsn)$/;

/** A screen, a switch or a bound that has to do with passwords. */
const ABOUT_PASSWORDS = /^(?:forgot|reset|change|show|hide|allow|enable|require|max|min)\w{0,256}(?:password|passcode|pwd)$/;
/** Keys that are meant to be seen. */
const PUBLIC_WORDS = ['public', 'publishable'];
/** Names of AWS and of shells for what is no secret: tokens of idempotency and paging, of whom to call, the last folder. */
const NO_SECRETS = [
  'clienttoken', 'clientrequesttoken', 'idempotencytoken', 'servicetoken', 'eventsourcetoken', 'idtoken', 'nexttoken', 'pagetoken', 'continuationtoken', 'oldpwd',
];

/** The words of a name in camelCase, snake_case, kebab-case or upper case, in lower case, without a number at the end. */
function wordsOf(name: string): readonly string[] {
  const words = (name.slice(0, 256).match(/[A-Z]{1,256}(?![a-z])|[A-Z]?[a-z]{1,256}|\d{1,256}/g) ?? []).map((word) => word.toLowerCase());
  return /^\d/.test(words.at(-1) ?? '') ? words.slice(0, -1) : words;
}

type Secrecy = 'sure' | 'likely' | 'connection';

/** A template has few names, many times over. */
const KNOWN = new Map<string, Secrecy | undefined>();

/** How surely a name is that of a secret's value; names that merely refer to one (`…Arn`, `…Id`, `…Name`, `…Length`) end otherwise. */
export function secrecyOf(name: string): Secrecy | undefined {
  if (!KNOWN.has(name)) { KNOWN.set(name, judged(name)); }
  return KNOWN.get(name);
}

function judged(name: string): Secrecy | undefined {
  const words = wordsOf(name);
  const joined = words.join('');
  if (NO_SECRETS.includes(joined) || ABOUT_PASSWORDS.test(joined) || words.some((word) => PUBLIC_WORDS.includes(word))) { return undefined; }
  if (SURE.test(joined)) { return 'sure'; }
  if (CONNECTION.test(joined)) { return 'connection'; }
  return LIKELY.test(joined) || LIKELY_WORDS.includes(words.at(-1) ?? '') ? 'likely' : undefined;
}
