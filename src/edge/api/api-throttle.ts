/** How many requests are taken before callers are told to slow down (429). */
export interface ApiThrottle {
  /** Requests a second, over time: more than 0. */
  readonly rateLimit: number;
  /** Requests that may come at once: a whole number, 1 or more. */
  readonly burstLimit: number;
}
