import { RotationError, refuseUnless } from './failure';
import { CURRENT, PENDING, WORKING } from './labels';
import type { Step } from './rotation-event';
import { type SecretFields, differOnlyIn } from './secret-value';
import { type Labels, nameOf } from './secret-versions';
import type { Rotation, Strategy } from './strategies/strategy';

/** What became of a step. */
export type Outcome = 'done' | 'nothing-to-do';

/**
 * One step of a rotation. Secrets Manager calls four, and calls them all again, with the same token, when one has failed.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export async function runStep(step: Step, rotation: Rotation, strategy: Strategy): Promise<Outcome> {
  const { versions } = rotation;
  const labels = await versions.labels();
  refuseUnless(labels.rotationEnabled, 'rotation of the secret is turned off');
  const stages = labels.of(versions.token) ?? [];
  if (stages.includes(CURRENT)) {
    if (step === 'finishSecret') { await tidy(rotation, labels); }
    return 'nothing-to-do';
  }
  refuseUnless(stages.includes(PENDING), 'the version of this rotation has lost its AWSPENDING label: start a new rotation');
  switch (step) {
    case 'createSecret': return create(rotation, strategy);
    case 'setSecret': return set(rotation, strategy);
    case 'testSecret': return test(rotation, strategy);
    case 'finishSecret': return finish(rotation, strategy);
  }
}

/** Nothing but Secrets Manager is touched, and a value that is there is never made anew: it may be in the server already. */
async function create({ versions, settings }: Rotation, strategy: Strategy): Promise<Outcome> {
  const current = await versions.current();
  if (await versions.read(PENDING, versions.token) !== undefined) { return 'nothing-to-do'; }
  await versions.store({ ...settings.fields, ...await strategy.create(current) });
  return 'done';
}

async function set(rotation: Rotation, strategy: Strategy): Promise<Outcome> {
  const { versions } = rotation;
  const pending = await versions.pending(); // what was stored is read back before the server learns of it
  const current = await versions.current();
  await refuseIfChanged(rotation, strategy, current, pending);
  await strategy.set(current, pending);
  return 'done';
}

async function test({ versions }: Rotation, strategy: Strategy): Promise<Outcome> {
  await strategy.test(await versions.current(), await versions.pending());
  return 'done';
}

async function finish(rotation: Rotation, strategy: Strategy): Promise<Outcome> {
  const { versions } = rotation;
  for (let attempt = 1; ; attempt += 1) {
    const labels = await versions.labelsNow();
    const holder = labels.holder(CURRENT);
    if (holder === versions.token) { break; }
    await refuseIfChanged(rotation, strategy, await versions.current(), await versions.pending());
    try {
      await versions.move(CURRENT, versions.token, holder);
      break;
    } catch (error) {
      if (nameOf(error) !== 'InvalidParameterException' || attempt > 1) { throw error; } // somebody moved the label meanwhile: look again, once
    }
  }
  await tidy(rotation, await versions.labelsNow());
  return 'done';
}

/** Somebody changed the current value meanwhile: it is kept, and works again, and the rotation ends. */
async function refuseIfChanged({ settings: { fields } }: Rotation, strategy: Strategy, current: SecretFields, pending: SecretFields): Promise<void> {
  if (differOnlyIn(strategy.rotating, { ...fields, ...current }, { ...fields, ...pending })) { return; }
  await strategy.restore(current, pending);
  throw new RotationError('changed-meanwhile',
    'the current value was changed since this rotation began, in more than the credential: take AWSPENDING off its version and rotate again, so that the change is kept');
}

/** Takes off the labels that have served. The rotation is done without it: what fails here is tried again at the next one. */
async function tidy({ versions, log }: Rotation, labels: Labels): Promise<void> {
  for (const label of [PENDING, WORKING]) {
    const holder = labels.holder(label);
    if (holder === undefined || (label === PENDING && holder !== versions.token)) { continue; }
    try {
      await versions.move(label, undefined, holder);
    } catch {
      log.fact({ fact: 'a label that has served could not be taken off', version: holder });
    }
  }
}
