/** Staging labels of Secrets Manager. https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html */
export const CURRENT = 'AWSCURRENT';
export const PENDING = 'AWSPENDING';
export const PREVIOUS = 'AWSPREVIOUS';

/** Our own: the version whose password a rotation began to set last. Written before the server is touched, so that whoever comes after a crash knows. */
export const COMMITTING = 'GOLD_COMMITTING';
/** Our own: the version whose password logs in, where that is neither the current nor the pending one. A labelled version is never purged. */
export const WORKING = 'GOLD_WORKING';
