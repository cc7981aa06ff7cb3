import { KeyPurpose } from '../../keys';

/** What the ARN of a domain's key is called, where one product puts it out and others take it in. Names with `secret` are taken for those of secrets themselves. */
export function keyArnName(purpose: KeyPurpose): string {
  const word = purpose === KeyPurpose.SECRETS ? 'credentials' : purpose;
  return `${word[0].toUpperCase()}${word.slice(1)}KeyArn`;
}
