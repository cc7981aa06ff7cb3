/** The kind of a body. */
export enum ResponseBodyType {
  /** Plain text. */
  TEXT = 'TEXT_PLAIN',
  /** HTML. */
  HTML = 'TEXT_HTML',
  /** JSON. */
  JSON = 'APPLICATION_JSON',
}

/** What a blocked client gets to read. It tells nothing of the rule. */
export interface ResponseBody {
  /** The body: 1 to 4096 bytes. */
  readonly content: string;

  /**
   * The kind of the body.
   *
   * @default ResponseBodyType.TEXT
   */
  readonly contentType?: ResponseBodyType;
}
