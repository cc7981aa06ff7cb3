import { Stack, Validations, aws_kms as kms } from 'aws-cdk-lib';
import { evidenceOf } from './assembly';
import { html, idOf, link } from '../../src/evidence/private/page/html';

const TAG = '<img src=x onerror=alert(1)>';
const BREAKOUT = '"\'></script></style></title><script>alert(1)</script>';

describe('a page of an app whose names are an attack', () => {
  let page: string;
  beforeAll(() => {
    page = evidenceOf((stack, app) => {
      const key = new kms.CfnKey(stack, TAG, { description: BREAKOUT, keyPolicy: { Statement: [{ Sid: TAG, Effect: 'Allow', Principal: { AWS: BREAKOUT }, Action: TAG, Resource: '*', Condition: { [TAG]: { [TAG]: BREAKOUT } } }] } });
      new kms.CfnAlias(stack, 'Alias', { aliasName: `alias/${BREAKOUT}`, targetKeyId: key.ref });
      key.addPropertyOverride('Tags', [{ Key: 'domain', Value: TAG }, { Key: 'data-classification', Value: BREAKOUT }]);
      Validations.of(key).acknowledge({ id: 'Gold::kms.rotation', reason: `owner=${TAG}; until=${TAG}; ${BREAKOUT}` });
      Validations.of(key).acknowledge({ id: 'Gold::none', reason: BREAKOUT });
      new kms.CfnKey(new Stack(app, 'Other'), BREAKOUT.replace(/\//g, '|'), {});
    }).toHtml();
  });

  test('has no element that the page did not write', () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script/g)).toHaveLength(1);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img/i);
  });

  test('has no handler in any tag', () => {
    const tags = page.replace(/<(script|style)>.*?<\/\1>/gs, '').match(/<[a-z][^>]*>/g) ?? [];
    expect(tags.filter((tag) => / on\w+=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
  });

  test('shows the names as they are', () => {
    expect(page).toContain('Shop/&lt;img src=x onerror=alert(1)&gt;');
  });

  test('lets no script run but its own, even if one got in', () => {
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toMatch(/^default-src &#39;none&#39;; style-src &#39;sha256-[^;]+&#39;; script-src &#39;sha256-[^;]+&#39;; base-uri/);
    expect(policy).not.toContain('unsafe');
  });
});

describe('a page', () => {
  let page: string;
  beforeAll(() => {
    page = evidenceOf((stack) => {
      new kms.Key(stack, 'Key', { enableKeyRotation: true, alias: 'orders/data' });
      new kms.CfnKey(stack, 'Open', {});
    }).toHtml();
  });

  test('needs no other file and no network', () => {
    expect(page).not.toMatch(/<(link|img|iframe|object|embed)\b|\ssrc=|@import|url\(/);
  });

  test('has every title in English and Korean', () => {
    expect(page).toContain('<span lang="en">A customer-managed key rotates</span><span lang="ko">고객 관리형 키는 자동으로 교체된다</span>');
  });

  test('has as many Korean texts as English ones', () => {
    expect(page.match(/ lang="ko"/g)?.length).toBe((page.match(/ lang="en"/g)?.length ?? 0) - 1); // the page itself starts in English
  });

  test('has each id once, and every local link and reference leads to one', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const wanted = [...page.matchAll(/ (?:aria-controls|aria-labelledby)="([^"]+)"| href="#([^"]+)"/g)].map(([, reference, target]) => reference ?? target);
    expect(new Set(ids).size).toBe(ids.length);
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has landmarks, and a caption for every table', () => {
    for (const landmark of ['<header', '<nav', '<main', '<footer']) { expect(page).toContain(landmark); }
    expect(page.match(/<caption/g)?.length).toBe(page.match(/<table/g)?.length);
  });

  test('marks a status by a word and a sign, not by colour alone', () => {
    expect(page).toContain('<span class="chip violated"><span class="mark" aria-hidden="true">✕</span><span lang="en">Violated</span><span lang="ko">위반</span></span>');
  });

  test('draws who uses which key, with the same as a text', () => {
    expect(page).toMatch(/<svg class="graph" [^>]*role="img" aria-label="/);
    expect(page).toContain('alias/orders/data');
    expect(page).toContain('the whole account');
  });
});

test('a page of an app without keys says so', () => {
  expect(evidenceOf(() => {}).toHtml()).toContain('The templates have no customer-managed key.');
});

describe('html', () => {
  test('escapes values in texts and attributes', () => {
    expect(html`<p title="${'"\''}">${'<&>'}${[1, html`<b>`]}${false}${undefined}</p>`.text).toBe('<p title="&quot;&#39;">&lt;&amp;&gt;1<b></p>');
  });

  test('drops what would turn the direction of writing', () => {
    expect(html`${'a\u202Eb\u2066c'}`.text).toBe('abc');
  });

  test('links to https only', () => {
    expect(link('javascript:alert(1)').text).toBe('javascript:alert(1)');
    expect(link('https://docs.aws.amazon.com/').text).toBe('<a href="https://docs.aws.amazon.com/" rel="noreferrer">https://docs.aws.amazon.com/</a>');
  });

  test('ids of different texts differ', () => {
    expect(new Set(['a.b', 'a_b', 'a b', 'a_2e_b'].map((text) => idOf(text))).size).toBe(4);
  });
});
