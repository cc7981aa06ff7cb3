/**
 * How much of a body WAF inspects. More than 16 KB costs more by the request.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
 */
export enum BodyInspection {
  /** 16 kilobytes. */
  KB_16 = 'KB_16',
  /** 32 kilobytes. */
  KB_32 = 'KB_32',
  /** 48 kilobytes. */
  KB_48 = 'KB_48',
  /** 64 kilobytes. */
  KB_64 = 'KB_64',
}
