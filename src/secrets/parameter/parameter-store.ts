import {
  AddTagsToResourceCommand, DeleteParameterCommand, GetParameterCommand, LabelParameterVersionCommand, ListTagsForResourceCommand,
  PutParameterCommand, type PutParameterCommandInput, type SSMClient, type Tag,
} from '@aws-sdk/client-ssm';
import { type Pause, patiently, sleep } from './patience';
import type { ParameterProperties } from './request';
import { ResourceError } from './resource-error';

export type Tags = Readonly<Record<string, string>>;

export interface StoredValue {
  readonly value: string;
  readonly version: number;
}

/** What takes all policies away. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html */
const NO_POLICIES = '[{}]';

/** Parameter Store, as far as one SecureString needs it. */
export class ParameterStore {
  constructor(private readonly client: SSMClient, private readonly pause: Pause = sleep) {}

  /** Makes a parameter with its tags, in one call. `false` if there is one of that name. */
  public async create(properties: ParameterProperties, value: string, tags: Tags): Promise<boolean> {
    try {
      await this.put({ ...settings(properties), Value: value, Tags: tagList(tags), Overwrite: false });
      return true;
    } catch (error) {
      if (isCode(error, 'ParameterAlreadyExists')) { return false; }
      throw error;
    }
  }

  /** Writes a new version, and gives its number. */
  public async overwrite(properties: ParameterProperties, value: string, hadPolicies: boolean): Promise<number> {
    const takesAway = hadPolicies && properties.Policies === undefined;
    // what is left out keeps its old text
    const input = { ...settings(properties), Description: properties.Description ?? '', ...takesAway ? { Policies: NO_POLICIES, Tier: ADVANCED } : {}, Value: value, Overwrite: true };
    const { Version } = await this.put(input).catch((error) => {
      // AWS does not say whether intelligent tiering takes a parameter that became advanced: it must stay so
      if (!isCode(error, 'ValidationException') || input.Tier === ADVANCED) { throw error; }
      return this.put({ ...input, Tier: ADVANCED });
    });
    return Version ?? fail('PutParameter gave no version');
  }

  /** The newest value, or that of a version. */
  public async read(name: string, version?: number): Promise<StoredValue> {
    const selector = version === undefined ? name : `${name}:${version}`;
    const { Parameter: { Value, Version } = {} } = await this.call('GetParameter',
      () => this.client.send(new GetParameterCommand({ Name: selector, WithDecryption: true })));
    return { value: Value ?? fail('GetParameter gave no value'), version: Version ?? fail('GetParameter gave no version') };
  }

  /** The tags of a parameter. `undefined` if there is none of that name. */
  public async tags(name: string): Promise<Tags | undefined> {
    try {
      const { TagList } = await this.call('ListTagsForResource',
        () => this.client.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: name })));
      return Object.fromEntries((TagList ?? []).map(({ Key, Value }) => [Key, Value]));
    } catch (error) {
      if (isCode(error, 'InvalidResourceId')) { return undefined; }
      throw error;
    }
  }

  public async tag(name: string, tags: Tags): Promise<void> {
    await this.call('AddTagsToResource',
      () => this.client.send(new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId: name, Tags: tagList(tags) })));
  }

  /** Puts a label on a version, and takes it from the version that had it. */
  public async label(name: string, version: number, label: string): Promise<void> {
    const { InvalidLabels } = await this.call('LabelParameterVersion',
      () => this.client.send(new LabelParameterVersionCommand({ Name: name, ParameterVersion: version, Labels: [label] })));
    if (InvalidLabels?.length) { fail(`Parameter Store does not take the label '${label}'`); }
  }

  public async remove(name: string): Promise<void> {
    try {
      await this.call('DeleteParameter', () => this.client.send(new DeleteParameterCommand({ Name: name })));
    } catch (error) {
      if (!isCode(error, 'ParameterNotFound')) { throw error; }
    }
  }

  private put(input: PutParameterCommandInput) {
    return this.call('PutParameter', () => this.client.send(new PutParameterCommand(input)));
  }

  private call<T>(action: string, call: () => Promise<T>): Promise<T> { return patiently(action, call, this.pause); }
}

const ADVANCED = 'Advanced' as const;

/** Policies need the advanced tier; a value over 4 KB gets it by itself. */
const settings = ({ Name, KeyId, Description, Policies }: ParameterProperties) => ({
  Name, KeyId, Description, Policies, Type: 'SecureString', Tier: Policies === undefined ? 'Intelligent-Tiering' : ADVANCED,
} as const);

const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const isCode = (error: unknown, code: string): boolean => error instanceof ResourceError && error.code === code;

function fail(message: string): never { throw new ResourceError(message); }
