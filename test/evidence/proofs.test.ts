import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Stack, Stage, Validations, aws_kms as kms } from 'aws-cdk-lib';
import { evidenceOf, rowsOf, synthesize, TODAY } from './assembly';
import { ASSUMPTION, claim, deployer, FixtureProofs, REFUTED } from './proofs';
import { GoldChecks } from '../../src/checks';
import { run as runCli } from '../../src/cli/run';
import { Evidence } from '../../src/evidence';
import { duration } from '../../src/evidence/private/duration';
import { PROOFS_FILE } from '../../src/proofs/record/proof-run';
import { testApp } from '../checks/synth';

const acknowledge = (key: kms.CfnKey, id: string, reason: string) => Validations.of(key).acknowledge({ id, reason });

const key = (stack: Stack, id = 'Good') => new kms.CfnKey(stack, id, { enableKeyRotation: true });

const RECORDS = [
  claim(),
  claim({ claim: 'domainDecrypts', title: 'a role of the domain decrypts', micros: 1000, request: REFUTED.request }),
  claim({ ...REFUTED, logicalId: 'Open' }),
  claim({ ...REFUTED, logicalId: 'Accepted' }),
  claim({ ...REFUTED, logicalId: 'Expired' }),
  claim({ ...REFUTED, logicalId: 'Mandatory', claim: 'nobodyOutside', mandatory: true }),
  claim({ logicalId: 'Open', claim: 'nobodyOutside', mandatory: true, verdict: 'undecided', detail: 'the policy has an import' }),
  claim({ logicalId: 'Expired', claim: 'nobodyOutside', verdict: 'undecided', accepted: 'the other account is ours' }),
  claim({ logicalId: 'Bucket', construct: 'Shop/Bucket/Resource', resourceType: 'AWS::S3::Bucket', claim: 'tlsOnly', title: 'nobody reads without TLS' }),
];

function build(stack: Stack) {
  key(stack);
  key(stack, 'Open');
  acknowledge(key(stack, 'Accepted'), 'GoldProofs::onlyDomainDecrypts', 'owner=Kim; until=2026-05-15; a vendor needs it');
  acknowledge(key(stack, 'Expired'), 'GoldProofs::onlyDomainDecrypts', 'owner=Lee; until=2026-05-14; a vendor needed it');
  acknowledge(key(stack, 'Mandatory'), 'GoldProofs::nobodyOutside', 'owner=Lee; not allowed');
}

describe('the proofs of an app', () => {
  let evidence: Evidence;
  beforeAll(() => { evidence = evidenceOf(build, [new FixtureProofs(RECORDS, [deployer(), deployer({ logicalId: 'Open' })])]); });

  const rows = () => rowsOf(evidence.toProofsCsv());
  const row = (logicalId: string, name = 'onlyDomainDecrypts') => rows().find((one) => one.logical_id === logicalId && one.claim === name);

  test('are counted by what became of them', () => {
    expect(evidence.summary).toMatchObject({
      proofsRun: true, proved: 3, refuted: 3, undecidedClaims: 1, acceptedClaims: 1, acknowledgedClaims: 1, staleClaims: 0,
    });
  });

  test('leave the numbers of the checks as they are', () => {
    expect(evidence.summary).toMatchObject({ undecided: evidenceOf(build).summary.undecided, acknowledged: 0 });
  });

  test('are summed up by claim, with the time', () => {
    expect(evidence.summary.claims).toEqual([
      { claim: 'onlyDomainDecrypts', proved: 1, nothingToAsk: 0, refuted: 2, undecided: 0, accepted: 0, acknowledged: 1, elapsedMs: 1 },
      { claim: 'domainDecrypts', proved: 1, nothingToAsk: 0, refuted: 0, undecided: 0, accepted: 0, acknowledged: 0, elapsedMs: 1 },
      { claim: 'nobodyOutside', proved: 0, nothingToAsk: 0, refuted: 1, undecided: 1, accepted: 1, acknowledged: 0, elapsedMs: 0.75 },
      { claim: 'tlsOnly', proved: 1, nothingToAsk: 0, refuted: 0, undecided: 0, accepted: 0, acknowledged: 0, elapsedMs: 0.25 },
    ]);
    expect(evidence.summary.proofsElapsedMs).toBe(3);
  });

  test('have a row for every claim, proved ones too', () => {
    expect(rows()).toHaveLength(RECORDS.length);
    expect(row('Good')).toMatchObject({ status: 'proved', title: 'only the domain \'orders\' decrypts with the key', construct: 'Shop/Good', milliseconds: '0.25' });
  });

  test('have the request that refutes, and what to do', () => {
    expect(row('Open')).toMatchObject({
      status: 'refuted',
      detail: REFUTED.detail,
      fix: REFUTED.fix,
      principal: 'arn:aws:iam::<account>:role/<Intruder>',
      action: 'kms:Decrypt',
      context: 'aws:principalarn = arn:aws:iam::<account>:role/<Intruder>; kms:viaservice = s3.<region>.amazonaws.com',
      statements: 'Everybody; statement 3',
      assumptions: 'path-is-guarded',
    });
  });

  test('show who acknowledged a refuted claim and until when; the last day counts', () => {
    expect(row('Accepted')).toMatchObject({
      status: 'acknowledged', acknowledged_reason: 'a vendor needs it', acknowledged_owner: 'Kim', acknowledged_until: '2026-05-15',
    });
  });

  test('are refuted again where the acknowledgement has expired, and say whose it was', () => {
    expect(row('Expired')).toMatchObject({ status: 'refuted', acknowledged_owner: 'Lee' });
  });

  test('stay refuted where the claim is mandatory, whoever acknowledged it', () => {
    expect(row('Mandatory', 'nobodyOutside')).toMatchObject({ status: 'refuted' });
  });

  test('say why an undecided claim is accepted', () => {
    expect(row('Expired', 'nobodyOutside')).toMatchObject({ status: 'accepted', accepted_reason: 'the other account is ours' });
  });

  test('are bound to their template by its hash', () => {
    expect(row('Good')).toMatchObject({ template_sha256: expect.stringMatching(/^[0-9a-f]{64}$/), template_state: 'unchanged' });
  });

  test('are no findings of other tools', () => {
    expect(evidence.summary).toMatchObject({ otherFindings: 0, otherAcknowledged: 0 });
  });

  describe('on the page', () => {
    const page = () => evidence.toHtml();

    test('have a section of their own', () => {
      expect(page()).toContain('<li><a href="#proofs"><span lang="en">Proofs</span><span lang="ko">증명</span></a></li>');
    });

    test('are marked by a word and a sign', () => {
      expect(page()).toContain('<span class="chip violated"><span class="mark" aria-hidden="true">✕</span><span lang="en">Refuted</span><span lang="ko">반증됨</span></span>');
    });

    test('have each key lead to its claims, and back', () => {
      const [, id] = /<a href="#(claims--[^"]+Good)">/.exec(page()) ?? [];
      expect(page()).toContain(`<h3 id="${id}"><a href="#key-0">Shop/Good</a>`);
    });

    test('have the resources that are no keys after the keys', () => {
      expect(page().indexOf('<h3 id="claims--Shop_2e_template_2e_json--Bucket">Shop/Bucket/Resource')).toBeGreaterThan(page().indexOf('<h3 id="claims--Shop_2e_template_2e_json--Mandatory">'));
    });

    test('say in a sentence what refutes', () => {
      expect(page()).toContain('Role &lt;Intruder&gt; decrypts directly: the statement &#39;Everybody&#39; allows it');
    });

    test('show the request that refutes open, and an example of a proved claim closed', () => {
      expect(page().match(/<details class="request" open>/g)).toHaveLength(4);
      expect(page().match(/<details class="request">/g)).toHaveLength(1);
    });

    test('have each assumption once, with its source as a link', () => {
      expect(page().split(ASSUMPTION.text.slice(1))).toHaveLength(2);
      expect(page()).toContain(`<a href="${ASSUMPTION.source}" rel="noreferrer">`);
    });

    test('show a deployer once with all keys that it may do the same with', () => {
      expect(page().match(/cdk-hnb659fds-cfn-exec-role/g)).toHaveLength(1);
      expect(page()).toContain('Assumed to allow everything, as AdministratorAccess does');
    });

    test('have ids once, and links that lead somewhere', () => {
      const ids = [...page().matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...page().matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.includes(id))).toEqual([]);
    });

    test('have a caption for every table, and as many Korean texts as English ones', () => {
      expect(page().match(/<caption/g)?.length).toBe(page().match(/<table/g)?.length);
      expect(page().match(/ lang="ko"/g)?.length).toBe((page().match(/ lang="en"/g)?.length ?? 0) - 1); // the page itself starts in English
    });
  });
});

describe('without proofs', () => {
  test('nothing is claimed', () => {
    expect(evidenceOf(build).summary).toMatchObject({ proofsRun: false, proved: 0, claims: [] });
  });

  test('the page says that they were not run, and has no section for them', () => {
    const page = evidenceOf(build).toHtml();
    expect(page).toContain('Proofs were not run: add proofs.GoldProofs to the app.');
    expect(page).not.toContain('id="proofs"');
  });

  test('the table has its header only', () => {
    expect(rowsOf(evidenceOf(build).toProofsCsv())).toEqual([]);
  });

  test('what GoldProofs reported stays among the findings', () => {
    const directory = synthesize(build, [new FixtureProofs(RECORDS)]);
    rmSync(path.join(directory, PROOFS_FILE));
    expect(Evidence.fromAssembly(directory, { now: TODAY }).summary).toMatchObject({ otherFindings: 5, otherAcknowledged: 1 });
  });
});

test('a key that no claim is about says so', () => {
  expect(evidenceOf(build, [new FixtureProofs([])]).toHtml()).toContain('no claim was decided');
});

test('an acknowledgement of a claim that is proved matches nothing', () => {
  const evidence = evidenceOf((stack) => { acknowledge(key(stack), 'GoldProofs::onlyDomainDecrypts', 'no longer needed'); }, [new FixtureProofs([claim()])]);
  expect(evidence.summary).toMatchObject({ proved: 1, unmatchedAcknowledgements: 1 });
});

test('an acknowledgement of a claim without the plugin\'s name matches nothing', () => {
  const evidence = evidenceOf((stack) => { acknowledge(key(stack), 'onlyDomainDecrypts', 'a vendor needs it'); }, [new FixtureProofs([claim(REFUTED)])]);
  expect(evidence.summary).toMatchObject({ refuted: 1, unmatchedAcknowledgements: 1 });
});

describe('a template that is not what was proved', () => {
  const stale = (spoil: (file: string) => void) => {
    const directory = synthesize(build, [new FixtureProofs(RECORDS)]);
    spoil(path.join(directory, 'Shop.template.json'));
    return Evidence.fromAssembly(directory, { now: TODAY });
  };

  test('makes its claims stale where it has changed', () => {
    const evidence = stale((file) => appendFileSync(file, '\n'));
    expect(evidence.summary.staleClaims).toBe(RECORDS.length);
    expect(rowsOf(evidence.toProofsCsv())[0]).toMatchObject({ template_state: 'changed' });
    expect(evidence.toHtml()).toContain('9 claims were decided in a template that changed since');
  });

  test('makes its claims stale where it is gone', () => {
    expect(stale((file) => rmSync(file)).summary.staleClaims).toBe(RECORDS.length);
  });
});

test('the proofs of stages are read, relative to the app\'s folder', () => {
  const app = testApp();
  const stage = new Stage(app, 'Prod');
  const stack = new Stack(stage, 'Shop');
  acknowledge(key(stack), 'GoldProofs::onlyDomainDecrypts', 'accepted in production');
  Validations.of(app).addPlugins(new GoldChecks());
  Validations.of(stage).addPlugins(new FixtureProofs([claim({ ...REFUTED, stack: 'Prod/Shop', construct: 'Prod/Shop/Good', template: stack.templateFile })]));
  const { directory } = app.synth();
  const evidence = Evidence.fromAssembly(directory, { now: TODAY });
  expect(rowsOf(evidence.toProofsCsv())).toMatchObject([{ template: expect.stringMatching(/^assembly-Prod/), status: 'acknowledged' }]);
});

describe('a file of proofs that does not fit is refused', () => {
  const refused = (text: string) => () => {
    const directory = synthesize(() => {});
    writeFileSync(path.join(directory, PROOFS_FILE), text);
    return Evidence.fromAssembly(directory);
  };
  const templates = [{ file: 'Shop.template.json', stack: 'Shop', sha256: '' }];
  const of = (record: object, run: object = {}) => JSON.stringify({ templates, records: [record], assumptions: [ASSUMPTION], deployers: [], ...run });

  test.each([
    ['text', '[', /text that is no JSON/],
    ['a list', '[]', /JSON that is no object/],
    ['no records', '{ "templates": [] }', /gold-proofs\.json' is not valid: got no records; allowed: what GoldProofs writes; synth again/],
    ['an unknown verdict', of({ ...claim(), verdict: 'likely' }), /got the verdict 'likely'/],
    ['an assumption without its text', of(claim(), { assumptions: [] }), /got the assumption 'path-is-guarded' without its text/],
    ['a template without its hash', of(claim(), { templates: [] }), /got the template 'Shop\.template\.json' without its hash/],
    ['a claim without statements', of({ ...claim(), statements: undefined }), /got no statements or no assumptions of the claim 'onlyDomainDecrypts'/],
  ])('%s', (_, text, message) => {
    expect(refused(text)).toThrow(message);
  });
});

describe('cdk-gold report', () => {
  const report = (directory: string, ...args: string[]) => {
    let out = '';
    runCli(['report', directory, ...args], { out: (text) => { out += text; }, err: () => {}, colour: false });
    return out;
  };

  test('prints the proofs with their time, and a line for each claim', () => {
    const out = report(synthesize((stack) => { key(stack); key(stack, 'Open'); }, [new FixtureProofs([
      claim(), claim({ logicalId: 'Open' }), claim({ claim: 'nobodyOutside', micros: 12_000 }), claim({ ...REFUTED, logicalId: 'Open', claim: 'nobodyOutside' }),
    ])]));
    expect(out).toContain([
      'proofs        3 proved, 1 refuted, 0 undecided in 13 ms',
      '  onlyDomainDecrypts    2 proved             0.5 ms',
      '  nobodyOutside         1 proved, 1 refuted   12 ms',
      '',
    ].join('\n'));
  });

  test('says that proofs were not run', () => {
    expect(report(synthesize(build))).toContain('proofs        not run: add proofs.GoldProofs to the app\n');
  });

  test('has the proofs in JSON', () => {
    expect(JSON.parse(report(synthesize(build, [new FixtureProofs([claim()])]), '--json'))).toMatchObject({ proved: 1, claims: [{ claim: 'onlyDomainDecrypts', proved: 1, elapsedMs: 0.25 }] });
  });

  test('keeps control characters of a claim away from the terminal', () => {
    expect(report(synthesize(build, [new FixtureProofs([claim({ claim: 'evil\u001b[2J' })])]))).toContain('evil?[2J');
  });
});

test('names in proofs are shown as they are and make no element', () => {
  const tag = '<img src=x onerror=alert(1)>';
  const directory = synthesize(build, [new FixtureProofs(RECORDS, [deployer()])]);
  const file = path.join(directory, PROOFS_FILE);
  const json = readFileSync(file, 'utf8').replaceAll('<Intruder>', tag).replaceAll('path-is-guarded', tag).replaceAll('cdk-hnb659fds', tag);
  writeFileSync(file, json);
  expect(Evidence.fromAssembly(directory, { now: TODAY }).toHtml()).not.toMatch(/<img/i);
});

test.each([[0, '0 ms'], [0.04, '0.04 ms'], [3.14, '3.1 ms'], [12.4, '12 ms']])('%d elapsedMs read %j', (elapsedMs, text) => {
  expect(duration(elapsedMs)).toBe(text);
});
