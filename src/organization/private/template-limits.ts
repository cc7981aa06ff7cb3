import { TEMPLATE_LIMITS } from './limits';

/** What of a template is beyond a limit of CloudFormation, in words; none where it is within all. */
export function beyondLimits(text: string): string[] {
  const template = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const count = (section: string): number => Object.keys(template[section] ?? {}).length;
  const measured: readonly [what: string, is: number, limit: number][] = [
    ['bytes', Buffer.byteLength(text), TEMPLATE_LIMITS.bytes],
    ['resources', count('Resources'), TEMPLATE_LIMITS.resources],
    ['parameters', count('Parameters'), TEMPLATE_LIMITS.parameters],
    ['outputs', count('Outputs'), TEMPLATE_LIMITS.outputs],
    ['mappings', count('Mappings'), TEMPLATE_LIMITS.mappings],
  ];
  return measured.filter(([, is, limit]) => is > limit).map(([what, is, limit]) => `${is} ${what}, of which ${limit} are allowed`);
}
