import { both, bothLabels, html, type Html, scrolling } from './html';
import { principalTexts, serviceName } from './principal';
import type { KeyAccess } from '../key-access';
import { type KeyEvidence, keyTitle } from '../key-evidence';

/** A way to use a key: a service's, or another. */
interface Way {
  readonly key: number;
  readonly texts: readonly [string, string];
  readonly open: boolean;
  readonly principals: Set<string>;
}

/** Beyond this a drawing says nothing that the matrices don't say better. */
const MOST_WAYS = 160;

const ROW = 30;
const KEY = { x: 8, width: 248 };
const WAY = { x: 376, width: 132 };
const WHO = { x: 640, width: 312 };
const BOX = 22;

/**
 * Keys → services → principals, for use and grants. Each key has its own boxes of services, so that a line never seems to lead from one
 * key's service to another key's principal.
 */
export function keyGraph(keys: readonly KeyEvidence[]): Html {
  const names = new Map<string, readonly [string, string]>();
  const ways = keys.flatMap((key, index) => waysOf(key, index, names));
  if (ways.length === 0) { return html``; }
  if (ways.length > MOST_WAYS) {
    return html`<p class="soft">${both('There are too many keys for a drawing; the tables below have it all.', '키가 너무 많아 그림으로 나타내지 않았습니다. 아래 표에 모든 내용이 있습니다.')}</p>`;
  }
  const principals = [...names.keys()].sort((a, b) => middleOf(ways, a) - middleOf(ways, b));
  const height = Math.max(ways.length, principals.length) * ROW + 40;
  const wayY = spread(ways.length, height);
  const whoY = spread(principals.length, height);
  const whoIndex = new Map(principals.map((principal, index) => [principal, index]));
  const drawn = keys.map((key, index) => ({ key, index, rows: ways.flatMap((way, row) => (way.key === index ? [row] : [])) }))
    .filter(({ rows }) => rows.length > 0);
  const keyY = new Map(drawn.map(({ index, rows }) => [index, rows.reduce((sum, row) => sum + wayY(row), 0) / rows.length]));
  return scrolling('Graph of keys, services and principals', '키, 서비스, 주체의 관계도', html`<svg class="graph" viewBox="0 0 960 ${height}" role="img" ${bothLabels(
    'Which principals can use which key through which service. The tables below have the same.', '어떤 주체가 어떤 서비스를 통해 어떤 키를 사용할 수 있는지 나타낸 그림입니다. 아래 표와 내용이 같습니다.',
  )}>
${heading(KEY, 'Key', '키')}${heading(WAY, 'Through', '경로')}${heading(WHO, 'Who can use it', '사용 주체')}
${ways.flatMap((way, row) => [
  edge(way, KEY.x + KEY.width, keyY.get(way.key) ?? 0, WAY.x, wayY(row)),
  ...[...way.principals].map((principal) => edge(way, WAY.x + WAY.width, wayY(row), WHO.x, whoY(whoIndex.get(principal) ?? 0))),
])}
${drawn.map(({ key, index }) => box(KEY, keyY.get(index) ?? 0, [titleOf(key), titleOf(key)], 'node-key', [index]))}
${ways.map((way, row) => box(WAY, wayY(row), way.texts, way.open ? 'node-way open' : 'node-way', [way.key]))}
${principals.map((principal, index) => box(WHO, whoY(index), names.get(principal) ?? ['', ''], 'node-who', [...new Set(ways.filter((way) => way.principals.has(principal)).map(({ key }) => key))]))}
</svg>`);
}

/** An alias mostly begins with its domain. */
const titleOf = (key: KeyEvidence): string => (key.domain === undefined || keyTitle(key).includes(key.domain) ? keyTitle(key) : `${key.domain} · ${keyTitle(key)}`);

function waysOf({ access = [] }: KeyEvidence, key: number, names: Map<string, readonly [string, string]>): Way[] {
  const ways = new Map<string, Way>();
  for (const statement of access) {
    if (statement.effect === 'Deny' || !statement.categories.some((category) => category === 'use' || category === 'grant')) { continue; }
    for (const texts of waysThrough(statement)) {
      const way = ways.get(texts[0]) ?? { key, texts, open: texts === ANY_WAY, principals: new Set() };
      for (const principal of statement.who) {
        const name = JSON.stringify([principal.kind, principal.text]);
        names.set(name, principalTexts(principal));
        way.principals.add(name);
      }
      ways.set(texts[0], way);
    }
  }
  return [...ways.values()].sort((a, b) => a.texts[0].localeCompare(b.texts[0], 'en'));
}

const ANY_WAY: readonly [string, string] = ['any way', '경로 제한 없음'];
const DIRECTLY: readonly [string, string] = ['directly', '직접 호출'];
const BY_ITSELF: readonly [string, string] = ['service itself', '서비스 자체'];

function waysThrough({ who, through, throughOthers, directly }: KeyAccess): readonly (readonly [string, string])[] {
  if (directly) { return [DIRECTLY]; }
  if (through.length > 0 && !throughOthers) { return through.map((service) => [serviceName(service), serviceName(service)]); }
  return who.every(({ kind }) => kind === 'service') ? [BY_ITSELF] : [ANY_WAY];
}

/** Where a principal's lines come from on average: in that order they cross least. */
function middleOf(ways: readonly Way[], principal: string): number {
  const rows = ways.flatMap((way, row) => (way.principals.has(principal) ? [row] : []));
  return rows.reduce((sum, row) => sum + row, 0) / rows.length;
}

const spread = (rows: number, height: number) => (row: number): number => 30 + (height - 40) * (row + 0.5) / rows;

const heading = ({ x }: { x: number }, en: string, ko: string): Html => html`<text class="heading" x="${x}" y="16">${languages(en, ko)}</text>`;

function edge({ key, open }: Way, x1: number, y1: number, x2: number, y2: number): Html {
  const middle = (x1 + x2) / 2;
  return html`<path class="${open ? 'edge open' : 'edge'}" data-keys="${key}" d="M${x1} ${y1.toFixed(1)}C${middle} ${y1.toFixed(1)} ${middle} ${y2.toFixed(1)} ${x2} ${y2.toFixed(1)}"/>`;
}

function box({ x, width }: typeof KEY, y: number, [en, ko]: readonly [string, string], kind: string, keys: readonly number[]): Html {
  const most = Math.floor((width - 16) / 7);
  return html`<g class="${kind}" data-keys="${keys.join(' ')}"><title>${en}</title><rect x="${x}" y="${(y - BOX / 2).toFixed(1)}" width="${width}" height="${BOX}" rx="5"/><text x="${x + 8}" y="${(y + 4.5).toFixed(1)}">${languages(cut(en, most), cut(ko, most))}</text></g>`;
}

const languages = (en: string, ko: string): Html => (en === ko ? html`${en}` : html`<tspan lang="en">${en}</tspan><tspan lang="ko">${ko}</tspan>`);

/** The end of a name tells more than its middle. */
const cut = (text: string, most: number): string =>
  (text.length <= most ? text : `${text.slice(0, Math.ceil(most / 2) - 1)}…${text.slice(text.length - Math.floor(most / 2))}`);
