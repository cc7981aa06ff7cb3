import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { reportAges } from './age-report';

const LIMITS = { maxAttempts: 4, requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true } };

const client = new SecretsManagerClient(LIMITS);

export const handler = async (event: unknown): Promise<void> => reportAges(event, client);
