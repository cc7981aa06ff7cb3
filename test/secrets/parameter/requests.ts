import { randomUUID } from 'node:crypto';
import type { ParameterProperties, ResourceRequest, ValueSource } from '../../../src/secrets/parameter/request';

export const NAME = '/orders/api/token';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const generated = (generation = 1): ValueSource => ({ Kind: 'generated', Generation: String(generation), Length: '24', Alphabet: ALPHABET });
export const byOperator: ValueSource = { Kind: 'operator', Length: '32', Alphabet: ALPHABET };
export const fromSecret = (field?: string, generation = 1): ValueSource => ({ Kind: 'secret', Generation: String(generation), SecretArn: 'provider-key', Field: field });

export const properties = (value: ValueSource = generated(), more: Partial<ParameterProperties> = {}): ParameterProperties => ({
  Name: NAME, KeyId: 'key-of-orders', Tags: { 'domain': 'orders', 'data-classification': 'confidential' }, Value: value, ...more,
});

const STACK = 'arn:aws:cloudformation:ap-northeast-2:111111111111:stack/Orders/00000000-0000-4000-8000-000000000000';

const base = (wanted: ParameterProperties) => ({
  ResponseURL: 'http://127.0.0.1:9/signed?Signature=dont-tell', StackId: STACK, RequestId: randomUUID(), LogicalResourceId: 'Token', ResourceProperties: wanted,
});

export const creation = (wanted = properties()): ResourceRequest => ({ ...base(wanted), RequestType: 'Create' });

/** An update of what a request created. */
export const updateOf = (created: ResourceRequest, wanted: ParameterProperties, before = created.ResourceProperties): ResourceRequest => ({
  ...base(wanted), RequestType: 'Update', OldResourceProperties: before, PhysicalResourceId: `${created.ResourceProperties.Name}#${created.RequestId}`,
});

/** The deletion of what a request created, or of what it failed to create. */
export const deletionOf = (created: ResourceRequest): ResourceRequest => ({
  ...base(created.ResourceProperties), RequestType: 'Delete', PhysicalResourceId: `${created.ResourceProperties.Name}#${created.RequestId}`,
});
