import type { BaselineGroupOptions } from './baseline-rule-options';

/** How hard bots are looked for. */
export enum BotControlLevel {
  /** Bots that say so. */
  COMMON = 'COMMON',
  /** Bots that hide, too. It needs WAF's tokens in the application, and costs ten times as much by the request. */
  TARGETED = 'TARGETED',
}

/** The bot control group. */
export interface BotControlOptions extends BaselineGroupOptions {
  /**
   * How hard bots are looked for.
   *
   * @default BotControlLevel.COMMON
   */
  readonly level?: BotControlLevel;
}
