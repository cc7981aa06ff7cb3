import { both, html, type Html } from './html';
import type { KeyPrincipal } from '../key-principal';

const KINDS: Readonly<Record<KeyPrincipal['kind'], readonly [string, string]>> = {
  anyone: ['everybody', '모든 주체'],
  account: ['account', '계정'],
  root: ['the root user', '루트 사용자'],
  role: ['role', '역할'],
  user: ['user', '사용자'],
  service: ['service', '서비스'],
  federated: ['federated', '연동 주체'],
  other: ['', ''],
};

const OWN_ACCOUNT = '${AWS::AccountId}';

/** A principal's kind and shortest name. */
export function principalName(principal: KeyPrincipal): Html {
  const [en, ko] = KINDS[principal.kind];
  const { name, account } = principal;
  if (principal.kind === 'anyone') { return html`<b>${both('everybody', '모든 주체')}</b>`; }
  if (principal.kind === 'account' && name === OWN_ACCOUNT) { return html`<b>${both('the whole account', '계정 전체')}</b>`; }
  if (principal.kind === 'root') { return html`${both(en, ko)}${otherAccount(account)}`; }
  return html`${en !== '' && html`<span class="kind">${both(en, ko)}</span> `}<code>${shortName(name)}</code>${otherAccount(account)}`;
}

const otherAccount = (account: string | undefined): Html => (account === undefined ? html`` : html` <small>${both('account', '계정')} ${account}</small>`);

/** A principal as one line of plain text in each language, for a drawing. */
export function principalTexts(principal: KeyPrincipal): readonly [string, string] {
  const { kind, name, account } = principal;
  if (kind === 'anyone') { return KINDS.anyone; }
  if (kind === 'account' && name === OWN_ACCOUNT) { return ['the whole account', '계정 전체']; }
  const where = account === undefined ? '' : ` @${account}`;
  if (kind === 'root') { return [`${KINDS.root[0]}${where}`, `${KINDS.root[1]}${where}`]; }
  const rest = `${shortName(name)}${where}`;
  return [`${KINDS[kind][0]} ${rest}`.trim(), `${KINDS[kind][1]} ${rest}`.trim()];
}

/** `logs.ap-northeast-2.amazonaws.com` → `logs.ap-northeast-2`. */
export const shortName = (name: string): string => name.replace(/\.amazonaws\.com$/, '');

/** `s3.ap-northeast-2.amazonaws.com` → `s3`. */
export const serviceName = (name: string): string => name.split('.')[0];
