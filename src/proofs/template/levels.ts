/** Templates have no more levels than this: what has more would not be read without end. */
export const MOST_LEVELS = 200;
