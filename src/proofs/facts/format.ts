import type { ArnFormat } from './arn-formats';
import { resourcePage } from './resource-page';

/** A format whose source is the page of the resource type. */
export function format(type: string, attributes: Readonly<Record<string, string>>, more: Partial<ArnFormat> = {}): ArnFormat {
  return { type, attributes, ...more, source: resourcePage(type) };
}
