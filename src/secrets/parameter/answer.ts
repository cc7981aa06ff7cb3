import { type Pause, sleep } from './patience';
import { type NamedProperties, type ResourceRequest, physicalIdOf } from './request';
import { ResourceError } from './resource-error';

/** Time kept back for the answer. */
const MARGIN_MILLISECONDS = 15_000;
const ATTEMPTS = 4;

export interface Surroundings {
  /** Milliseconds until Lambda ends the function. */
  readonly remaining: () => number;
  readonly log: (line: string) => void;
  readonly pause?: Pause;
}

/**
 * Does a custom resource's work, and tells CloudFormation how it went. Throws only if it can't be told: Lambda then repeats the request.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
export async function answer(
  request: ResourceRequest<NamedProperties>, work: () => Promise<number | undefined>, surroundings: Surroundings,
): Promise<void> {
  const { RequestType, RequestId, StackId, LogicalResourceId, ResourceProperties: { Name } } = request;
  const outcome = await outcomeOf(work, surroundings.remaining() - MARGIN_MILLISECONDS);
  const { error } = outcome;
  surroundings.log(JSON.stringify({ request: RequestType, resource: Name, version: outcome.version, error: error?.message }));
  const id = { RequestId, StackId, LogicalResourceId, PhysicalResourceId: physicalIdOf(request) };
  const told = error
    ? { Status: 'FAILED', Reason: error.message.slice(0, 1_000) }
    : { Status: 'SUCCESS', Data: { Version: String(outcome.version ?? '') } };
  await tell(request.ResponseURL, { ...id, ...told }, surroundings.pause ?? sleep);
}

interface Outcome {
  readonly version?: number;
  readonly error?: ResourceError;
}

async function outcomeOf(work: () => Promise<number | undefined>, milliseconds: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ResourceError('it took too long, and may be half done: deploy again')), milliseconds);
  });
  try {
    return { version: await Promise.race([work(), late]) };
  } catch (error) {
    // what is not ours may quote a value
    return { error: error instanceof ResourceError ? error : new ResourceError(`unexpected: ${(error as Partial<Error>).name ?? 'error'}`) };
  } finally {
    clearTimeout(timer);
  }
}

/** The signature of the address covers no content type, so none is sent. */
async function tell(address: string, body: object, pause: Pause): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const status = await fetch(address, { method: 'PUT', body: Buffer.from(JSON.stringify(body)), signal: AbortSignal.timeout(3_000) })
      .then((response) => response.status, () => undefined);
    if (status !== undefined && status < 300) { return; }
    if (attempt === ATTEMPTS) { throw new ResourceError(`CloudFormation could not be told: ${status ?? 'no answer'}`); }
    await pause(attempt * 250);
  }
}
