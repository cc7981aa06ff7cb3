// How the partner's API issues keys. It runs inside the rotation function: Secrets Manager's steps, versions and labels are not its business.

const ADDRESS = 'https://keys.partner.example.com/v1/keys';

async function call(method, key, path = '', headers = {}, signal = undefined) {
  const answer = await fetch(`${ADDRESS}${path}`, { method, headers: { authorization: `Bearer ${key}`, ...headers }, signal });
  if (!answer.ok && answer.status !== 404) { throw new Error(`the partner answered ${answer.status}`); }
  return answer;
}

/** A new key, valid beside the current one. The partner makes one key for one idempotency key, however often it is asked. */
exports.create = async ({ current, idempotencyKey, signal }) => {
  const answer = await call('POST', current.apiKey, '', { 'idempotency-key': idempotencyKey }, signal);
  const { id, secret } = await answer.json();
  return { keyId: id, apiKey: secret };
};

exports.test = async ({ key, signal }) => {
  const answer = await call('GET', key.apiKey, `/${key.keyId}`, {}, signal);
  if (answer.status === 404) { throw new Error('the partner does not know the key'); }
};

exports.revoke = async ({ key, current, signal }) => { await call('DELETE', current.apiKey, `/${key.keyId}`, {}, signal); };
