import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { reportAges } from './age-report';
import { CLIENT_LIMITS } from '../rotation/client-limits';

const client = new SecretsManagerClient(CLIENT_LIMITS);

export const handler = async (event: unknown): Promise<void> => reportAges(event, client);
