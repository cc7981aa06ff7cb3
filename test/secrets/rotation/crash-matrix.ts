import { leaked } from './canaries';
import { Effects } from './effects';
import { MatrixReport, NO_LEAK } from './matrix-report';
import { ROTATION_TOKEN, RotationRun } from './rotation-run';
import type { Scenario } from './scenario';
import { AWSCURRENT, AWSPENDING, type Action, SecretsManagerStandIn, STEPS } from '../stand-ins/secrets-manager';

/** Calls and statements that change nothing. */
const READ = /^(DescribeSecret|GetSecretValue|ListSecretVersionIds|GetRandomPassword)Command$|^run (SELECT|SHOW|WITH)\b|^close\b/i;

/** Rotations go on at most so often before they count as stuck: AWS tries several times. */
const ATTEMPTS = 3;

/** Chooses places in a rotation by its effects: 1 is after the first. */
type Places = (effects: readonly string[]) => readonly number[];

/** After each effect. */
const all: Places = (effects) => effects.map((_, at) => at + 1);
/** After each effect that leaves another world behind: to die after a read is to die after the write before it. */
const writes: Places = (effects) => all(effects).filter((place) => !READ.test(effects[place - 1]));
/** Before and after each of these: who is held before a write has seen what another may change meanwhile. */
const edges: Places = (effects) => [...new Set(writes(effects).flatMap((place) => [place - 1, place]))].filter((place) => place > 0);
/** As often as told, wherever. */
const times = (count: number): Places => () => Array.from({ length: count }, (_, at) => at + 1);

/**
 * Registers the tests of an engine and a strategy: the handler is killed after every single effect that it has on the world, and whatever comes
 * after that must end with a credential that works, has all that it had, and locks nobody out.
 *
 * Of two users that take turns the second is made by the first rotation, which has effects that no later one has: both are tried.
 */
export function crashMatrix(scenario: Scenario): void {
  const report = new MatrixReport(scenario);
  if (scenario.strategy === 'alternating-users') { phase(scenario, report, 'the second user is new'); }
  phase(scenario, report, scenario.strategy === 'alternating-users' ? 'both users are there' : undefined);
}

function phase(scenario: Scenario, report: MatrixReport, state?: 'the second user is new' | 'both users are there'): void {
  const isNew = state === 'the second user is new';
  const isUsedOnce = isNew || scenario.isUsedOnce === true;

  describe([scenario.server, scenario.strategy, ...state === undefined ? [] : [state]].join(', '), () => {
    const passwords = new Set<string>();
    const handlerLines: string[] = [];
    /** Names of the effects of a rotation that begins with the user that was there first, and of one that begins with the other. */
    const effects = new Map<boolean, readonly string[]>();
    let secretsManager: SecretsManagerStandIn;

    beforeAll(async () => { secretsManager = await SecretsManagerStandIn.start(); });
    afterAll(async () => {
      await secretsManager.stop();
      [...effects.values()].forEach(({ length }) => { report.counted(length); });
      report.write();
    });

    const direction = (run: RotationRun) => run.current().username === run.world.initial.username;
    const effectsOf = (run: RotationRun) => effects.get(direction(run)) ?? [];

    /** A world in the state that this phase is about. */
    const start = async (): Promise<RotationRun> => {
      const run = await RotationRun.start(scenario, secretsManager);
      if (state !== 'both users are there') { return run; }
      await rotateUntilDone(run, secretsManager.rotate(run.arn));
      return run.again();
    };

    /** Runs once for each place at which something may go wrong, and tells of all that did. */
    const everywhere = async (property: string, places: Places, work: (run: RotationRun, place: number) => Promise<void>, isShown = () => true) => {
      const wrong: string[] = [];
      let run = await start();
      let runs = 0;
      const placesOf = (way: boolean) => places(effects.get(way) ?? []);
      const last = Math.max(...placesOf(true), ...placesOf(false));
      for (let place = 1; place <= last; place += 1) {
        if (!placesOf(direction(run)).includes(place)) {
          if (!placesOf(!direction(run)).includes(place)) { continue; }
          await rotateUntilDone(run, secretsManager.rotate(run.arn)); // the other user's turn has this place
          run = run.again();
        }
        const name = effectsOf(run)[place - 1];
        let isWhole = false;
        runs += 1;
        try {
          await work(run, place);
          await expectWhole(run);
          isWhole = true;
        } catch (error) {
          wrong.push(`after effect ${place} (${name}): ${(error as Error).message}`);
        }
        secretsManager.faults.reset();
        run.stored().forEach((fields) => passwords.add(String(fields[scenario.credentialField ?? 'password'])));
        passwords.add(String(run.world.administrator?.password ?? 'no administrator'));
        handlerLines.push(...run.lines);
        if (isWhole && !isUsedOnce) {
          run = run.again(); // users that are whole are as good as new ones
        } else {
          await run.end();
          run = await start();
        }
      }
      await run.end();
      expect(wrong).toEqual([]);
      expect(runs).toBeGreaterThan(0);
      if (isShown()) { report.found(property, runs); }
    };

    test('a rotation without trouble promotes a credential that is equal to the old one, without a failed login', async () => {
      await everywhere('rotates', times(state === 'both users are there' ? 2 : 1), async (run) => {
        const counted = new Effects();
        const [before, way] = [run.current(), direction(run)];
        expect(await run.rotate(secretsManager.rotate(run.arn), counted)).toBeUndefined();
        effects.set(way, [...counted.names]);
        expect(run.failedLogins).toBe(0);
        const field = scenario.credentialField ?? 'password';
        expect(run.current()[field]).not.toBe(before[field]);
        expect(labelsOf(run)[AWSPENDING]).toBeUndefined();
        for (let again = 0; again < 4; again += 1) { await rotateUntilDone(run, secretsManager.rotate(run.arn)); }
        expect(run.failedLogins).toBe(0);
      });
    });

    test('killed after any effect, the same token ends promoted', async () => {
      await everywhere('killed anywhere, same token', state === 'both users are there' ? writes : all, async (run, place) => {
        const token = secretsManager.rotate(run.arn);
        await kill(run, token, place);
        await rotateUntilDone(run, token);
        expect(labelsOf(run)[AWSCURRENT]).toBe(token);
      });
    });

    test('killed after any effect and the label cleared, a new token ends promoted', async () => {
      await everywhere('killed anywhere, label cleared, new token', writes, async (run, place) => {
        await kill(run, secretsManager.rotate(run.arn), place);
        secretsManager.clearPending(run.arn);
        const token = secretsManager.rotate(run.arn);
        await rotateUntilDone(run, token);
        expect(labelsOf(run)[AWSCURRENT]).toBe(token);
      });
    });

    test('two handlers at once, one of them held after any effect, end promoted', async () => {
      await everywhere('two handlers at once', edges, async (run, place) => {
        const token = secretsManager.rotate(run.arn);
        const held = new Effects();
        let other: Promise<Error | undefined> | undefined;
        held.onEffect(async (count) => {
          if (count !== place) { return; }
          other = run.rotate(token);
          await Promise.race([other, blocked()]); // a lock of the server that the first holds lets the second go on only after it
        });
        const outcomes = [await run.rotate(token, held), await other];
        expect(other).toBeDefined();
        expect(outcomes.some((failure) => failure === undefined) ? 'one of them ends' : outcomes.map(String).join(' and ')).toBe('one of them ends');
        await rotateUntilDone(run, token);
        expect(labelsOf(run)[AWSCURRENT]).toBe(token);
        run.failedLogins = Math.max(0, run.failedLogins - 1); // one more where a handler sets the password between two logins of the other
      });
    });

    if (!isNew) {
      test('killed twice, with the label cleared between and after, a third token ends promoted', async () => {
        await everywhere('killed twice, labels cleared', writes, async (run, first) => {
          for (const place of [first, ((first * 7) % effectsOf(run).length) + 1]) {
            await kill(run, secretsManager.rotate(run.arn), place, place === first);
            secretsManager.clearPending(run.arn);
          }
          await rotateUntilDone(run, secretsManager.rotate(run.arn));
          run.failedLogins = Math.max(0, run.failedLogins - 1); // one for each death
        });
      });

      test('a secret that an operator changes midway keeps the change, and a credential that works', async () => {
        await everywhere('changed midway', writes, async (run, place) => {
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
        let timeouts = 0;
        await everywhere('out of time', writes, async (run, place) => {
          const token = secretsManager.rotate(run.arn);
          const counted = new Effects();
          const failure = await run.rotate(token, counted, () => (counted.count >= place ? 0 : 60_000));
          if (failure) {
            timeouts += 1;
            expect(failure.message).toContain('timeout');
          }
          await rotateUntilDone(run, token);
        }, () => timeouts > 0);
        if (scenario.tested === 'server') { expect(timeouts).toBeGreaterThan(0); } // a stand-in answers at once, whatever time is left
      });

      test('reads that lag behind writes change nothing', async () => {
        await everywhere('lagging reads', times(3), async (run, reads) => {
          secretsManager.faults.lag(reads);
          await rotateUntilDone(run, secretsManager.rotate(run.arn));
        });
      });

      test('throttled and cut calls of Secrets Manager change nothing', async () => {
        const actions: Action[] = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage', 'GetRandomPassword'];
        await everywhere('throttling and lost answers', times(actions.length), async (run, place) => {
          for (const fault of ['throttle', 'failBefore', 'failAfter'] as const) {
            secretsManager.faults[fault](actions[place - 1], 1);
            await rotateUntilDone(run, secretsManager.rotate(run.arn));
          }
        });
      });

      test('a test alone passes on a copy of the current value', async () => {
        await everywhere('tested without rotation', times(1), async (run) => {
          const token = secretsManager.beginTest(run.arn);
          expect(await run.step('testSecret', token)).toBeUndefined();
          secretsManager.endTest(run.arn, token);
        });
      });

      test('the version that is current already is left alone by every step', async () => {
        await everywhere('idempotent', times(1), async (run) => {
          const token = secretsManager.rotate(run.arn);
          await rotateUntilDone(run, token);
          const value = JSON.stringify(run.current());
          for (const step of STEPS) { expect(await run.step(step, token)).toBeUndefined(); }
          expect(JSON.stringify(run.current())).toBe(value);
        });
      });
    }

    test('no log of the handlers or of the server holds a password, in any encoding', async () => {
      expect(passwords.size).toBeGreaterThan(3);
      expect(handlerLines.length).toBeGreaterThan(20);
      const secrets = [...passwords, ROTATION_TOKEN];
      expect(leaked(handlerLines.join('\n'), secrets)).toEqual([]);
      expect(leaked(await scenario.serverLog(), secrets)).toEqual([]);
      report.found(NO_LEAK, secrets.length);
    });

    /** Kills a handler after an effect, and looks at the world as it is left. */
    async function kill(run: RotationRun, token: string, place: number, mustDie = true): Promise<void> {
      const dying = new Effects(place);
      await run.rotate(token, dying);
      if (mustDie) { expect(dying.isDead ? dying.count : 'nobody died').toBe(place); }
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
