import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Input = Readonly<Record<string, unknown>>;
type TagList = readonly { readonly Key: string; readonly Value: string }[];

export interface Version {
  readonly value: string;
  readonly labels: Set<string>;
}

export interface StoredParameter {
  readonly versions: Map<number, Version>;
  readonly tags: Map<string, string>;
  newest: number;
  tier: string;
  keyId: string;
  description?: string;
  policies?: string;
}

/** What AWS answers with HTTP 400. */
class Refusal extends Error {
  constructor(public readonly code: string, message: string) { super(message); }
}

const refuse = (code: string, message: string): never => { throw new Refusal(code, message); };

/** Members that each action takes; anything else is a mistake of ours. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  PutParameter: ['Name', 'Value', 'Type', 'KeyId', 'Description', 'Overwrite', 'Tags', 'Tier', 'Policies'],
  GetParameter: ['Name', 'WithDecryption'],
  DeleteParameter: ['Name'],
  AddTagsToResource: ['ResourceType', 'ResourceId', 'Tags'],
  ListTagsForResource: ['ResourceType', 'ResourceId'],
  LabelParameterVersion: ['Name', 'ParameterVersion', 'Labels'],
  GetSecretValue: ['SecretId', 'VersionStage'],
};
const EFFECTS = ['PutParameter', 'DeleteParameter', 'AddTagsToResource', 'LabelParameterVersion'];

/**
 * Parameter Store, and reading from Secrets Manager, as AWS documents them: what the function calls, and stricter where the pages leave
 * room. It listens on loopback only.
 */
export class AwsServer {
  public static async start(): Promise<AwsServer> {
    const server = new AwsServer();
    await new Promise<void>((listening) => { server.http.listen(0, '127.0.0.1', listening); });
    return server;
  }

  public readonly parameters = new Map<string, StoredParameter>();
  public readonly secrets = new Map<string, string>();
  /** What was called, in order. */
  public readonly calls: string[] = [];

  private readonly http: Server = createServer((request, response) => { void this.serve(request, response); });

  /** Called before an action is carried out: throw a Refusal of one's own, or change what is stored meanwhile. */
  public before: (action: string, input: Input) => void = () => undefined;

  public get address(): string { return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`; }

  public async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((closed) => { this.http.close(closed); });
  }

  /** Answers as IAM does. */
  public deny(): never { return refuse('AccessDeniedException', 'User: function is not authorized to perform: ssm'); }

  public get effects(): string[] { return this.calls.filter((call) => EFFECTS.includes(call)); }

  /** Stores a value as an operator does. */
  public write(name: string, value: string): void {
    this.carryOut('PutParameter', { Name: name, Value: value, Type: 'SecureString', KeyId: 'operators-key', Overwrite: true, Tier: this.parameters.get(name)?.tier });
  }

  public valuesOf(name: string): string[] { return [...this.parameters.get(name)?.versions.values() ?? []].map(({ value }) => value); }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) { chunks.push(chunk as Buffer); }
    const action = String(request.headers['x-amz-target']).split('.')[1];
    this.calls.push(action);
    try {
      const input = JSON.parse(Buffer.concat(chunks).toString()) as Input;
      this.before(action, input);
      const output = this.carryOut(action, input);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(output));
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'InternalServerError';
      response.writeHead(error instanceof Refusal ? 400 : 500, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify({ __type: code, message: (error as Error).message }));
    }
  }

  private carryOut(action: string, input: Input): object {
    const unknown = Object.keys(input).filter((member) => !MEMBERS[action]?.includes(member));
    if (unknown.length > 0 || !(action in MEMBERS)) { refuse('SerializationException', `${action} does not take ${unknown.join(', ')}`); }
    switch (action) {
      case 'PutParameter': return this.put(input);
      case 'GetParameter': return this.get(String(input.Name), input.WithDecryption === true);
      case 'DeleteParameter': return this.parameters.delete(String(input.Name)) ? {} : refuse('ParameterNotFound', 'no such parameter');
      case 'AddTagsToResource': return this.addTags(this.tagged(input), input.Tags as TagList);
      case 'ListTagsForResource': return { TagList: [...this.tagged(input).tags].map(([Key, Value]) => ({ Key, Value })) };
      case 'LabelParameterVersion': return this.label(input);
      default: return this.secret(input);
    }
  }

  private put(input: Input): object {
    const { Name, Value, KeyId, Description, Overwrite, Tags, Tier, Policies } = input as Readonly<Record<string, string | undefined>>;
    const name = Name ?? refuse('ValidationException', 'Name is required');
    const value = Value ?? refuse('ValidationException', 'Value is required');
    const known = this.parameters.get(name);
    if (Tags !== undefined && String(Overwrite) === 'true') { refuse('ValidationException', 'tags and overwrite can\'t be used together'); }
    // AWS quotes what it refuses
    if (value === '' || value.includes('{{') || value.length > 8_192) { refuse('ValidationException', `Value '${value}' at 'value' failed to satisfy constraint`); }
    if (input.Type !== 'SecureString' || KeyId === undefined) { refuse('ValidationException', 'a SecureString and its key are wanted'); }
    if (known && String(Overwrite) !== 'true') { refuse('ParameterAlreadyExists', 'The parameter already exists.'); }
    const policies = Policies === '[{}]' ? undefined : Policies ?? known?.policies;
    const isAdvanced = Tier === 'Advanced' || (Tier === 'Intelligent-Tiering' && value.length > 4_096);
    if (known?.tier === 'Advanced' && !isAdvanced) { refuse('ValidationException', 'You can\'t downgrade a parameter'); }
    if (!isAdvanced && (policies !== undefined || value.length > 4_096)) { refuse('ValidationException', 'it must be an advanced parameter'); }
    const parameter = known ?? { versions: new Map<number, Version>(), tags: new Map<string, string>(), newest: 0, tier: '', keyId: '' };
    parameter.newest += 1;
    parameter.versions.set(parameter.newest, { value, labels: new Set() });
    Object.assign(parameter, { tier: isAdvanced ? 'Advanced' : 'Standard', keyId: KeyId, policies, description: Description ?? parameter.description });
    if (Tags !== undefined) { this.addTags(parameter, input.Tags as TagList); }
    this.dropOldest(parameter);
    this.parameters.set(name, parameter);
    return { Version: parameter.newest, Tier: parameter.tier };
  }

  private dropOldest({ versions }: StoredParameter): void {
    const [oldest] = versions.keys();
    if (versions.size <= 100) { return; }
    if (versions.get(oldest)?.labels.size) { refuse('ParameterMaxVersionLimitExceeded', 'the oldest version has a label'); }
    versions.delete(oldest);
  }

  private get(selector: string, isDecrypted: boolean): object {
    const [name, version] = selector.split(':');
    const parameter = this.parameters.get(name) ?? refuse('ParameterNotFound', 'no such parameter');
    const number = version === undefined ? parameter.newest : Number(version);
    const { value } = parameter.versions.get(number) ?? refuse('ParameterVersionNotFound', 'no such version');
    return { Parameter: { Name: name, Type: 'SecureString', Value: isDecrypted ? value : 'ciphertext', Version: number } };
  }

  private tagged({ ResourceType, ResourceId }: Input): StoredParameter {
    if (ResourceType !== 'Parameter') { refuse('InvalidResourceType', 'a parameter is wanted'); }
    return this.parameters.get(String(ResourceId)) ?? refuse('InvalidResourceId', 'no such resource');
  }

  private addTags(parameter: StoredParameter, tags: TagList): object {
    for (const { Key, Value } of tags) {
      const isValid = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
      if (!isValid.test(Key) || !isValid.test(Value) || Key.length > 128 || Value.length > 256) { refuse('ValidationException', 'no valid tag'); }
      parameter.tags.set(Key, Value);
    }
    return {};
  }

  private label({ Name, ParameterVersion, Labels }: Input): object {
    const { versions } = this.parameters.get(String(Name)) ?? refuse('ParameterNotFound', 'no such parameter');
    const target = versions.get(Number(ParameterVersion)) ?? refuse('ParameterVersionNotFound', 'no such version');
    const [label] = Labels as string[];
    if (/^(\d|aws|ssm)/i.test(label)) { return { InvalidLabels: [label], ParameterVersion }; }
    versions.forEach(({ labels }) => labels.delete(label));
    target.labels.add(label);
    return { InvalidLabels: [], ParameterVersion };
  }

  private secret({ SecretId, VersionStage }: Input): object {
    if (VersionStage !== 'AWSCURRENT') { refuse('InvalidRequestException', 'name the stage'); }
    return { SecretString: this.secrets.get(String(SecretId)) ?? refuse('ResourceNotFoundException', 'no such secret') };
  }
}
