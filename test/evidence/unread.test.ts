import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { evidenceOf, synthesize } from './assembly';
import { claim, FixtureProofs } from './proofs';
import { Evidence } from '../../src/evidence';
import { PROOFS_FILE, type ProofRun, type UnreadResource } from '../../src/proofs/record/proof-run';

const unread = (logicalId: string, resourceType: string): UnreadResource => ({ stack: 'Shop', construct: `Shop/${logicalId}`, logicalId, resourceType });

const RESOURCES = [unread('Url', 'AWS::Lambda::Url'), unread('Entry', 'AWS::EKS::AccessEntry'), unread('Other', 'AWS::Lambda::Url')];

test('what is not read is listed by its type, in both languages', () => {
  const page = evidenceOf(() => {}, [new FixtureProofs([], [], RESOURCES)]).toHtml();
  expect(page).toContain('<h3 id="unread-title"><span lang="en">What is not read</span><span lang="ko">읽지 않은 리소스</span></h3>');
  expect(page.replace(/\n/g, '')).toContain('<dt><code>AWS::EKS::AccessEntry</code></dt><dd><span class="path line">Shop/Entry</span></dd>'
    + '<dt><code>AWS::Lambda::Url</code></dt><dd><span class="path line">Shop/Url</span><span class="path line">Shop/Other</span></dd>');
  expect(page.match(/ lang="ko"/g)?.length).toBe((page.match(/ lang="en"/g)?.length ?? 0) - 1); // the page itself starts in English
});

test('where all is read, nothing is listed', () => {
  expect(evidenceOf(() => {}, [new FixtureProofs([])]).toHtml()).not.toContain('unread-title');
});

describe('a file of proofs', () => {
  const rewritten = (change: (run: ProofRun) => object) => {
    const directory = synthesize(() => {}, [new FixtureProofs([claim()], [], RESOURCES)]);
    const file = path.join(directory, PROOFS_FILE);
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as ProofRun)));
    return Evidence.fromAssembly(directory);
  };

  test('of an older version has no such list, and is read', () => {
    const evidence = rewritten(({ unread: _, ...run }) => run);
    expect(evidence.summary.proved).toBe(1);
    expect(evidence.toHtml()).not.toContain('unread-title');
  });

  test('whose list is none is refused', () => {
    expect(() => rewritten((run) => ({ ...run, unread: ['Url'] }))).toThrow(/got no unread; allowed: what GoldProofs writes/);
  });
});
