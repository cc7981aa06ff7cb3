/** Limits of a client of AWS: without its own it would wait until Lambda kills the function, and the reason would be lost. */
export const CLIENT_LIMITS = { maxAttempts: 4, requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true } };
