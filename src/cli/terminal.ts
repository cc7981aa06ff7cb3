import type { RowStatus } from '../evidence/private/status';

/** Where a command writes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `out` shows colours. */
  readonly colour: boolean;
}

/** The command line is wrong; its message is for the user. */
export class UsageError extends Error {
  public readonly name = 'UsageError';
}

/** SGR codes. */
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35 } as const;

export type Colour = keyof typeof CODES;

/** Paints a text where the terminal shows colours. */
export const paint = ({ colour }: Terminal, how: Colour, text: string | number): string =>
  (colour ? `\u001b[${CODES[how]}m${text}\u001b[0m` : String(text));

export const STATUS_COLOURS: Readonly<Record<RowStatus, Colour>> = {
  error: 'red', violated: 'red', unknown: 'yellow', acknowledged: 'magenta', compliant: 'green', notApplicable: 'dim',
};

/** Names come from templates: a control character in one must not steer the terminal. */
export const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?');

/** `120 proved (14 with nothing to ask)`. */
export const provedCount = (proved: number | string, nothingToAsk: number): string =>
  `${proved} proved${nothingToAsk > 0 ? ` (${nothingToAsk} with nothing to ask)` : ''}`;

/** `1 key`, `2 keys`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
