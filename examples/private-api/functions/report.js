// What signs requests is not in the runtime: `npm install @smithy/signature-v4 @aws-crypto/sha256-js --prefix functions`.

/** Asks the API for a balance, signed with the credentials of this function. From the VPC its name leads to the endpoint. */
exports.handler = async ({ account }) => {
  const { SignatureV4 } = require('@smithy/signature-v4');
  const { Sha256 } = require('@aws-crypto/sha256-js');
  const { BALANCES, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  const { protocol, hostname, pathname } = new URL(`${BALANCES}/${encodeURIComponent(account)}`);
  const signer = new SignatureV4({
    service: 'execute-api',
    region: AWS_REGION,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN },
    sha256: Sha256,
  });
  const { headers } = await signer.sign({ method: 'GET', protocol, hostname, path: pathname, headers: { host: hostname } });
  const response = await fetch(`${protocol}//${hostname}${pathname}`, { headers });
  if (!response.ok) { throw new Error(`the API answered ${response.status}`); }
  return response.json();
};
