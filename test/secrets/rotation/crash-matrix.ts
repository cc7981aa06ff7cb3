import * as fs from 'node:fs';
import * as path from 'node:path';
import { leaked } from './canaries';
import { Effects } from './effects';
import { ROTATION_TOKEN, RotationRun } from './rotation-run';
import type { Scenario } from './scenario';
import { AWSCURRENT, AWSPENDING, type Action, SecretsManagerStandIn, STEPS } from '../stand-ins/secrets-manager';

/** What the matrix found for one property, for the table of the README. */
interface Finding {
  readonly property: string;
  readonly runs: number;
}

/** Calls and statements that change nothing. */
const READ = /^(DescribeSecret|GetSecretValue|ListSecretVersionIds|GetRandomPassword)Command$|^run (SELECT|SHOW|WITH)\b|^close\b/i;

/** Of which the passwords are counted, not the runs. */
const NO_LEAK = 'no password in a log';

/** Rotations go on at most so often before they count as stuck: AWS tries several times. */
const ATTEMPTS = 3;

/**
 * Registers the tests of an engine and a strategy: the handler is killed after every single effect that it has on the world, and whatever comes
 * after that must end with a credential that works, has all that it had, and locks nobody out.
 */
export function crashMatrix(scenario: Scenario): void {
  describe(`${scenario.server}, ${scenario.strategy}`, () => {
    const passwords = new Set<string>();
    const handlerLines: string[] = [];
    const findings: Finding[] = [];
    let secretsManager: SecretsManagerStandIn;
    let effects: readonly string[] = [];

    beforeAll(async () => { secretsManager = await SecretsManagerStandIn.start(); });
    afterAll(async () => {
      await secretsManager.stop();
      record(scenario, effects, findings);
    });

    /** Runs in a world of its own, once for each place at which something may go wrong, and tells of all that did. */
    const everywhere = async (property: string, places: readonly number[], work: (run: RotationRun, place: number) => Promise<void>) => {
      expect(places.length).toBeGreaterThan(0);
      const wrong: string[] = [];
      let run = await RotationRun.start(scenario, secretsManager);
      for (const place of places) {
        let isWhole = false;
        try {
          await work(run, place);
          await expectWhole(run);
          isWhole = true;
        } catch (error) {
          wrong.push(`after effect ${place} (${effects[place - 1]}): ${(error as Error).message}`);
        }
        secretsManager.faults.reset();
        run.stored().forEach((fields) => passwords.add(String(fields[scenario.credentialField ?? 'password'])));
        passwords.add(String(run.world.administrator?.password ?? 'no administrator'));
        handlerLines.push(...run.lines);
        if (isWhole && scenario.isUsedOnce !== true) {
          run = run.again(); // users that are whole are as good as new ones
        } else {
          await run.world.dispose();
          run = await RotationRun.start(scenario, secretsManager);
        }
      }
      await run.world.dispose();
      expect(wrong).toEqual([]);
      findings.push({ property, runs: places.length });
    };

    /** After each effect. */
    const all = () => effects.map((_, at) => at + 1);
    /** After each effect that leaves another world behind: to die after a read is to die after the write before it. */
    const writes = () => all().filter((place) => !READ.test(effects[place - 1]));

    test('a rotation without trouble promotes a credential that is equal to the old one, without a failed login', async () => {
      await everywhere('rotates', [0], async (run) => {
        const counted = new Effects();
        const before = run.current();
        const token = secretsManager.rotate(run.arn);
        expect(await run.rotate(token, counted)).toBeUndefined();
        effects = [...counted.names];
        expect(run.failedLogins).toBe(0);
        const field = scenario.credentialField ?? 'password';
        expect(run.current()[field]).not.toBe(before[field]);
        expect(labelsOf(run)[AWSPENDING]).toBeUndefined();
        for (let again = 0; again < 3; again += 1) { await rotateUntilDone(run, secretsManager.rotate(run.arn)); }
        expect(run.failedLogins).toBe(0);
      });
    });

    test('killed after any effect, the same token ends promoted', async () => {
      await everywhere('killed anywhere, same token', all(), async (run, place) => {
        const token = secretsManager.rotate(run.arn);
        await kill(run, token, place);
        await rotateUntilDone(run, token);
        expect(labelsOf(run)[AWSCURRENT]).toBe(token);
      });
    });

    test('killed after any effect and the label cleared, a new token ends promoted', async () => {
      await everywhere('killed anywhere, label cleared, new token', writes(), async (run, place) => {
        await kill(run, secretsManager.rotate(run.arn), place);
        secretsManager.clearPending(run.arn);
        const token = secretsManager.rotate(run.arn);
        await rotateUntilDone(run, token);
        expect(labelsOf(run)[AWSCURRENT]).toBe(token);
      });
    });

    test('killed twice, with the label cleared between and after, a third token ends promoted', async () => {
      await everywhere('killed twice, labels cleared', writes(), async (run, first) => {
        for (const place of [first, ((first * 7) % effects.length) + 1]) {
          await kill(run, secretsManager.rotate(run.arn), place);
          secretsManager.clearPending(run.arn);
        }
        await rotateUntilDone(run, secretsManager.rotate(run.arn));
        run.failedLogins = Math.max(0, run.failedLogins - 1); // one for each death
      });
    });

    test('two handlers at once, one of them held after any effect, end promoted', async () => {
      await everywhere('two handlers at once', all(), async (run, place) => {
        const token = secretsManager.rotate(run.arn);
        const first = new Effects();
        let second: Promise<unknown> = Promise.resolve();
        first.onEffect(async (count) => {
          if (count !== place) { return; }
          second = run.rotate(token);
          await Promise.race([second, blocked()]); // a lock of the server that the first holds lets the second go on only after it
        });
        await Promise.all([run.rotate(token, first)]);
        await second;
        await rotateUntilDone(run, token);
        expect(labelsOf(run)[AWSCURRENT]).toBe(token);
      });
    });

    test('a secret that an operator changes midway keeps the change, and a credential that works', async () => {
      await everywhere('changed midway', writes(), async (run, place) => {
        const token = secretsManager.rotate(run.arn);
        await kill(run, token, place);
        secretsManager.putSecretValue(run.arn, JSON.stringify({ ...run.current(), replicaHost: 'replica.example' }));
        const failure = await run.rotate(token);
        if (labelsOf(run)[AWSCURRENT] !== token) { expect(failure === undefined ? 'promoted' : failure.message).toMatch(/changed-meanwhile|no value|lost its AWSPENDING/); }
        expect(run.current().replicaHost).toBe('replica.example');
        expect(await run.world.loginWorks(run.current())).toBe(true);
        run.failedLogins = 0; // the change cost one to find out
        secretsManager.clearPending(run.arn);
        await rotateUntilDone(run, secretsManager.rotate(run.arn));
        expect(run.current().replicaHost).toBe('replica.example');
      });
    });

    test('out of time after any effect, the function says so and the same token ends promoted', async () => {
      await everywhere('out of time', writes(), async (run, place) => {
        const token = secretsManager.rotate(run.arn);
        const counted = new Effects();
        const failure = await run.rotate(token, counted, () => (counted.count >= place ? 0 : 60_000));
        expect(failure?.message ?? 'timeout').toContain('timeout');
        await rotateUntilDone(run, token);
      });
    });

    test('reads that lag behind writes change nothing', async () => {
      await everywhere('lagging reads', [1, 2, 3], async (run, reads) => {
        secretsManager.faults.lag(reads);
        await rotateUntilDone(run, secretsManager.rotate(run.arn));
      });
    });

    test('throttled and cut calls of Secrets Manager change nothing', async () => {
      const actions: Action[] = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage', 'GetRandomPassword'];
      await everywhere('throttling and lost answers', actions.map((_, at) => at), async (run, at) => {
        for (const fault of ['throttle', 'failBefore', 'failAfter'] as const) {
          secretsManager.faults[fault](actions[at], 1);
          await rotateUntilDone(run, secretsManager.rotate(run.arn));
        }
      });
    });

    test('a test alone passes on a copy of the current value', async () => {
      await everywhere('tested without rotation', [0], async (run) => {
        const token = secretsManager.beginTest(run.arn);
        expect(await run.step('testSecret', token)).toBeUndefined();
        secretsManager.endTest(run.arn, token);
      });
    });

    test('the version that is current already is left alone by every step', async () => {
      await everywhere('idempotent', [0], async (run) => {
        const token = secretsManager.rotate(run.arn);
        await rotateUntilDone(run, token);
        const value = JSON.stringify(run.current());
        for (const step of STEPS) { expect(await run.step(step, token)).toBeUndefined(); }
        expect(JSON.stringify(run.current())).toBe(value);
      });
    });

    test('no log of the handlers or of the server holds a password, in any encoding', async () => {
      expect(passwords.size).toBeGreaterThan(3);
      expect(handlerLines.length).toBeGreaterThan(20);
      const secrets = [...passwords, ROTATION_TOKEN];
      expect(leaked(handlerLines.join('\n'), secrets)).toEqual([]);
      expect(leaked(await scenario.serverLog(), secrets)).toEqual([]);
      findings.push({ property: NO_LEAK, runs: secrets.length });
    });

    /** Kills a handler after an effect, and looks at the world as it is left. */
    async function kill(run: RotationRun, token: string, place: number): Promise<void> {
      const dying = new Effects(place);
      await run.rotate(token, dying);
      await dying.bury();
      const currentWorks = await run.world.loginWorks(run.current());
      if (scenario.currentAlwaysWorks) { expect(currentWorks ? 'works' : 'the current credential does not log in').toBe('works'); }
      const works = currentWorks || (await Promise.all(run.stored().map(async (fields) => run.world.loginWorks(fields)))).includes(true);
      expect(works ? 'works' : 'no stored credential logs in').toBe('works');
    }

    async function rotateUntilDone(run: RotationRun, token: string): Promise<void> {
      let failure: Error | undefined;
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        failure = scenario.currentAlwaysWorks ? await run.step('createSecret', token) ?? await run.step('setSecret', token) : undefined;
        if (scenario.currentAlwaysWorks && !await run.world.loginWorks(run.current())) { throw new Error('the current credential does not log in'); }
        failure ??= await run.rotate(token);
        if (failure === undefined) { return; }
      }
      throw failure;
    }

    /** What must hold whatever happened before. */
    async function expectWhole(run: RotationRun): Promise<void> {
      const current = run.current();
      expect(await run.world.loginWorks(current) ? 'works' : 'the current credential does not log in').toBe('works');
      for (const username of new Set([current.username, run.world.initial.username])) {
        expect(await run.world.snapshot(String(username))).toEqual(run.before);
      }
      expect(run.failedLogins).toBeLessThanOrEqual(1);
    }
  });
}

/** Which version has which label. */
const labelsOf = (run: RotationRun): Record<string, string | undefined> =>
  Object.fromEntries(run.secretsManager.versions(run.arn).flatMap(({ id, stages }) => stages.map((stage) => [stage, id])));

/** Time enough for a handler that is not blocked. Nothing is asserted of it: it only decides who goes on first. */
const blocked = async () => new Promise<void>((done) => { setTimeout(done, 400).unref(); });

function record(scenario: Scenario, effects: readonly string[], findings: readonly Finding[]): void {
  const { server, engine, strategy, tested } = scenario;
  const folder = path.join(__dirname, '..', '..', '..', 'test-reports', 'rotation');
  fs.mkdirSync(folder, { recursive: true });
  const runs = findings.filter(({ property }) => property !== NO_LEAK).reduce((sum, finding) => sum + finding.runs, 0);
  fs.writeFileSync(path.join(folder, `${`${server}-${strategy}`.replaceAll(/[^a-z0-9]+/gi, '-')}.json`),
    JSON.stringify({ server, engine, strategy, tested, effects: effects.length, runs, findings }, undefined, 2));
  process.stdout.write(`crash matrix: ${server}, ${strategy} (${tested}): ${effects.length} effects, ${runs} runs\n`);
}

