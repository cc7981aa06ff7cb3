import type { Stack } from 'aws-cdk-lib';
import { aws_kms as kms } from 'aws-cdk-lib';
import { evidenceOf, rowsOf, synthesize } from './assembly';
import { ASSUMPTION, claim, FixtureProofs, REFUTED } from './proofs';
import { run as runCli } from '../../src/cli/run';
import type { ProofRecord } from '../../src/proofs/record/proof-run';

const build = (stack: Stack) => { new kms.CfnKey(stack, 'Good', { enableKeyRotation: true }); };

const evidence = (...records: readonly ProofRecord[]) => evidenceOf(build, [new FixtureProofs(records)]);

const IDLE = claim({ claim: 'sharedAsDeclared', questions: 0, detail: 'nothing was shared' });

describe('a claim with nothing to ask', () => {
  test('counts as proved, and is counted by itself too', () => {
    const { summary } = evidence(claim(), IDLE);
    expect(summary).toMatchObject({ proved: 2, nothingToAsk: 1, claims: [{ claim: 'onlyDomainDecrypts', nothingToAsk: 0 }, { claim: 'sharedAsDeclared', proved: 1, nothingToAsk: 1 }] });
  });

  test('has words and a sign of its own on the page, and its reason, after what is proved', () => {
    const page = evidence(IDLE, claim()).toHtml();
    const idle = page.indexOf('<span class="mark" aria-hidden="true">–</span><span lang="en">Nothing to ask</span><span lang="ko">해당 없음</span></span></td>');
    expect(idle).toBeGreaterThan(page.indexOf('<span lang="en">Proved</span><span lang="ko">증명됨</span></span></td>'));
    expect(page).toContain('<p lang="en-US">Nothing was shared</p>');
  });

  test('is named wherever proved claims are counted', () => {
    const page = evidence(claim(), IDLE).toHtml();
    expect(page).toContain('<span lang="en">Proved</span><span lang="ko">증명됨</span> 2 <span lang="en">(1 with nothing to ask)</span><span lang="ko">(해당 없음 1건 포함)</span>');
    expect(page).toContain('<small><span lang="en">1 with nothing to ask; in 0.5 ms</span>');
    expect(evidence(claim()).toHtml()).not.toContain('with nothing to ask');
  });

  test('has its words in the table, and in the summary of the tool', () => {
    expect(rowsOf(evidence(claim(), IDLE).toProofsCsv()).map(({ status }) => status)).toEqual(['proved', 'nothing to ask']);
    let out = '';
    runCli(['report', synthesize(build, [new FixtureProofs([claim(), IDLE])])], { out: (text) => { out += text; }, err: () => {}, colour: false });
    expect(out).toContain('2 proved (1 with nothing to ask), 0 refuted, 0 undecided');
    expect(out).toMatch(/^ {2}sharedAsDeclared .* 1 proved \(1 with nothing to ask\) /m);
  });

  test('is none where it is not proved, or an older version did not write down what it asked', () => {
    const { questions: _, ...older } = claim();
    expect(evidence(claim({ ...REFUTED, questions: 0 }), older as ProofRecord).summary).toMatchObject({ proved: 1, nothingToAsk: 0 });
  });
});

test('what a claim takes for granted is folded, by its number', () => {
  const more = { ...ASSUMPTION, id: 'another' };
  const proofs = new FixtureProofs([claim(), claim({ claim: 'nobodyOutside', assumptions: [ASSUMPTION.id, more.id] })], [], [], [ASSUMPTION, more]);
  const page = evidenceOf(build, [proofs]).toHtml();
  expect(page).toContain('<details class="assuming">\n<summary><span lang="en">assuming 1 thing</span><span lang="ko">가정 1개</span></summary>\n<small><a href="#assumption--path-is-guarded">');
  expect(page).toContain('<summary><span lang="en">assuming 2 things</span><span lang="ko">가정 2개</span></summary>');
});
