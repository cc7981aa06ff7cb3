import {
  DescribeSecretCommand, GetRandomPasswordCommand, GetSecretValueCommand, ListSecretVersionIdsCommand, PutSecretValueCommand,
  type SecretsManagerClient, UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Deadline } from './deadline';
import { RotationError, refuseUnless } from './failure';
import { CURRENT, PENDING } from './labels';
import type { PasswordRules } from './password-rules';
import type { RotationEvent } from './rotation-event';
import { type SecretFields, fieldsOf } from './secret-value';

/** Which version has which labels, at one moment. */
export interface Labels {
  readonly rotationEnabled: boolean;
  of(version: string): readonly string[] | undefined;
  /** The version that has a label; Secrets Manager lets only one have it. */
  holder(label: string): string | undefined;
}

/** Writes are seen a moment later: how often a read is repeated, and how long it waits first. https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html */
const EVENTUALLY = { attempts: 6, firstDelay: 100 };

/** Versions without a label that are looked at, newest first: each may cost a failed login. */
const MOST_UNLABELLED = 5;
/** Of those how many may be older than the current version. */
const MOST_OLDER = 2;

/** A version of the secret. */
interface Version {
  readonly id: string;
  readonly labels: readonly string[];
  /** When it was made, in milliseconds. */
  readonly at: number;
}

/** The versions of the secret that rotates, as one invocation sees them. */
export class SecretVersions {
  /** The version that is being made. */
  public readonly token: string;

  constructor(private readonly client: SecretsManagerClient, private readonly event: RotationEvent, private readonly deadline: Deadline) {
    this.token = event.ClientRequestToken;
  }

  /** The labels, once the pending version has one: AWS labels it before it calls the function. */
  public async labels(): Promise<Labels> {
    const labels = await this.deadline.poll(async () => {
      const now = await this.labelsNow();
      return now.of(this.token) === undefined ? undefined : now;
    }, EVENTUALLY);
    if (labels === undefined) { throw new RotationError('refused-input', 'the secret has no version of this rotation'); }
    return labels;
  }

  public async labelsNow(): Promise<Labels> {
    const { RotationEnabled, VersionIdsToStages = {} } = await this.client.send(new DescribeSecretCommand({ SecretId: this.event.SecretId }));
    return {
      rotationEnabled: RotationEnabled !== false, // absent before the first rotation
      of: (version) => VersionIdsToStages[version],
      holder: (label) => Object.keys(VersionIdsToStages).find((version) => VersionIdsToStages[version].includes(label)),
    };
  }

  /** The value with a label, or of a version that must have the label if both are given; `undefined` where there is none. */
  public async read(label: string, version?: string): Promise<SecretFields | undefined> {
    return this.get({ VersionStage: label, VersionId: version });
  }

  /** The value of a version that need not have a label. */
  public async readVersion(version: string): Promise<SecretFields | undefined> { return this.get({ VersionId: version }); }

  public async current(): Promise<SecretFields> {
    const fields = await this.read(CURRENT);
    refuseUnless(fields !== undefined, 'the secret has no current value: store the credential that works now');
    return fields;
  }

  /** The value that this rotation stored, even if the write is not seen everywhere yet. */
  public async pending(): Promise<SecretFields> {
    const fields = await this.deadline.poll(() => this.read(PENDING, this.token), EVENTUALLY);
    if (fields === undefined) { throw new RotationError('refused-input', 'the version of this rotation has no value: createSecret has not run, or somebody took its label away'); }
    return fields;
  }

  /** Stores the value of this rotation's version, unless it has one. Returns what is stored: somebody else may have been first. */
  public async store(fields: SecretFields): Promise<SecretFields> {
    try {
      await this.client.send(new PutSecretValueCommand({
        SecretId: this.event.SecretId,
        ClientRequestToken: this.token,
        SecretString: JSON.stringify(fields),
        VersionStages: [PENDING],
        ...this.event.RotationToken === undefined ? {} : { RotationToken: this.event.RotationToken },
      }));
      return fields;
    } catch (error) {
      if (nameOf(error) !== 'ResourceExistsException') { throw error; }
      return this.pending();
    }
  }

  /** Moves a label to a version, or takes it off, if it is still where it was seen. Another handler that did the same first does no harm. */
  public async move(label: string, to: string | undefined, from: string | undefined): Promise<void> {
    if (to === from) { return; }
    try {
      await this.client.send(new UpdateSecretVersionStageCommand({
        SecretId: this.event.SecretId, VersionStage: label, MoveToVersionId: to, RemoveFromVersionId: from,
      }));
    } catch (error) {
      if (nameOf(error) !== 'InvalidParameterException' || (await this.labelsNow()).holder(label) !== to) { throw error; }
    }
  }

  /** The newest versions without a label. They are kept for a day at least. */
  public async unlabelled(): Promise<readonly string[]> { return newest((await this.all()).filter(isUnlabelled)); }

  /**
   * Those of them that may hold what is in the server: of rotations that were given up since the current version, and the newest of before, which
   * somebody may have replaced by hand. Each costs a failed login, so there are few.
   */
  public async leftOver(): Promise<readonly string[]> {
    const all = await this.all();
    const since = all.find(({ labels }) => labels.includes(CURRENT))?.at ?? 0;
    const unlabelled = all.filter(isUnlabelled);
    const older = newest(unlabelled.filter(({ at }) => at < since)).slice(0, MOST_OLDER);
    return [...newest(unlabelled.filter(({ at }) => at >= since)), ...older].slice(0, MOST_UNLABELLED);
  }

  /** A password by Secrets Manager's generator, checked here: a promise of another service is not a proof. */
  public async newPassword(rules: PasswordRules): Promise<string> {
    const { RandomPassword = '' } = await this.client.send(new GetRandomPasswordCommand(rules.request));
    rules.check(RandomPassword);
    return RandomPassword;
  }

  /** The current value of another secret: an administrator's. */
  public async readOther(secretId: string): Promise<SecretFields> {
    const { SecretString = '' } = await this.client.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: CURRENT }));
    return fieldsOf(SecretString);
  }

  private async all(): Promise<readonly Version[]> {
    const found: Version[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(new ListSecretVersionIdsCommand({ SecretId: this.event.SecretId, IncludeDeprecated: true, NextToken }));
      for (const { VersionId, VersionStages = [], CreatedDate } of page.Versions ?? []) {
        if (VersionId !== undefined) { found.push({ id: VersionId, labels: VersionStages, at: CreatedDate?.getTime() ?? 0 }); }
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  }

  private async get(which: { readonly VersionStage?: string; readonly VersionId?: string }): Promise<SecretFields | undefined> {
    try {
      const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: this.event.SecretId, ...which }));
      return SecretString === undefined ? undefined : fieldsOf(SecretString);
    } catch (error) {
      if (nameOf(error) === 'ResourceNotFoundException') { return undefined; }
      throw error;
    }
  }
}

const isUnlabelled = ({ labels }: Version): boolean => labels.length === 0;

const newest = (versions: readonly Version[]): readonly string[] =>
  [...versions].sort((a, b) => b.at - a.at).slice(0, MOST_UNLABELLED).map(({ id }) => id);

/** Whether the AWS SDK threw an error: it notes its attempts on each, of whichever service. */
export const isOfAws = (error: unknown): boolean => error instanceof Error && '$metadata' in error;

/** The name of an error of the AWS SDK; nothing else of it is looked at. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
