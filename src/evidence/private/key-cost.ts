/** Where the prices below are from; they are the same in every commercial Region. */
export const KEY_PRICE_SOURCE = 'https://aws.amazon.com/kms/pricing/';

/** US dollars a month for a customer-managed key, a primary or a replica; requests are not in it. */
export const KEY_MONTHLY_USD = 1;

/** Each of the first two rotations keeps a generation of key material that costs as much as the key; later ones are free. */
const ROTATIONS_BILLED = 2;

/** What a key costs a month after it has rotated as often as AWS bills. */
export const costAfterRotations = (rotates: boolean): number => KEY_MONTHLY_USD * (rotates ? 1 + ROTATIONS_BILLED : 1);
