/** What the placeholder is derived from: its SHA-256 is the x of a point of P-256, with the even y. */
export const PLACEHOLDER_TEXT = 'cdk-gold: a public key of CloudFront whose private key nobody has 0';

/**
 * CloudFormation makes no key group without a public key, and the first real ones are made by the first rotation. To know the private key of a point
 * that a hash has chosen is to solve a discrete logarithm.
 */
export const PLACEHOLDER_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAED8NldqCP7s28+wZVtz2r/bh2QwwK
GvNTopaDk1wcTp0kQPrRsfhVSAwwD7uP0fBYGtVYKug1OXcotQEqwIgD8g==
-----END PUBLIC KEY-----
`;
