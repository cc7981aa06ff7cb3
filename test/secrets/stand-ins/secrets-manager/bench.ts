import { randomUUID } from 'node:crypto';
import {
  DescribeSecretCommand, GetSecretValueCommand, ListSecretVersionIdsCommand, PutSecretValueCommand, UpdateSecretVersionStageCommand,
  type DescribeSecretCommandOutput, type GetSecretValueCommandOutput, type ListSecretVersionIdsCommandOutput, type PutSecretValueCommandInput,
  type PutSecretValueCommandOutput, type SecretsManagerClient, type UpdateSecretVersionStageCommandInput,
} from '@aws-sdk/client-secrets-manager';
import { clientOf } from './client';
import { SecretsManagerStandIn } from './stand-in';

/** A stand-in for a test file, with a client, and a secret whose first version is 'one' for each of its tests. */
export class Bench {
  public standIn!: SecretsManagerStandIn;
  public client!: SecretsManagerClient;
  public arn!: string;
  /** The id of the first version. */
  public first!: string;

  constructor() {
    beforeAll(async () => {
      this.standIn = await SecretsManagerStandIn.start();
      this.client = clientOf(this.standIn);
    });
    afterAll(async () => {
      this.client.destroy();
      await this.standIn.stop();
    });
    beforeEach(() => {
      this.arn = this.standIn.createSecret(`app/${randomUUID()}`, 'one');
      [{ id: this.first }] = this.standIn.versions(this.arn);
    });
  }

  /** Puts 'two' unless told otherwise. */
  public put(input: Partial<PutSecretValueCommandInput> = {}): Promise<PutSecretValueCommandOutput> {
    return this.client.send(new PutSecretValueCommand({ SecretId: this.arn, ClientRequestToken: randomUUID(), SecretString: 'two', ...input }));
  }

  /** Puts a value as AWSPENDING; gives its version's id. */
  public async pending(SecretString = 'two'): Promise<string> {
    return (await this.put({ SecretString, VersionStages: ['AWSPENDING'] })).VersionId!;
  }

  public get(VersionId?: string, VersionStage?: string): Promise<GetSecretValueCommandOutput> {
    return this.client.send(new GetSecretValueCommand({ SecretId: this.arn, VersionId, VersionStage }));
  }

  public describe(): Promise<DescribeSecretCommandOutput> {
    return this.client.send(new DescribeSecretCommand({ SecretId: this.arn }));
  }

  public list(
    IncludeDeprecated?: boolean, page: { readonly MaxResults?: number; readonly NextToken?: string } = {},
  ): Promise<ListSecretVersionIdsCommandOutput> {
    return this.client.send(new ListSecretVersionIdsCommand({ SecretId: this.arn, IncludeDeprecated, ...page }));
  }

  /** Moves AWSCURRENT unless told otherwise. */
  public move(input: Partial<UpdateSecretVersionStageCommandInput>): Promise<unknown> {
    return this.client.send(new UpdateSecretVersionStageCommand({ SecretId: this.arn, VersionStage: 'AWSCURRENT', ...input }));
  }

  /** The labels of every version, deprecated ones and placeholders too. */
  public stages(): Record<string, readonly string[]> {
    return Object.fromEntries(this.standIn.versions(this.arn).map(({ id, stages }) => [id, stages]));
  }
}

/** What an error of the service looks like to a client. */
export const refused = (code: string, message = /./): object =>
  ({ name: code, message: expect.stringMatching(message), $metadata: expect.objectContaining({ httpStatusCode: 400 }) });
