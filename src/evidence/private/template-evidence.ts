import type { Assembly } from './assembly';
import { type BillItem, billOf } from './bill';
import { type KeyEvidence, keyEvidence } from './key-evidence';
import { readTemplateFile, type TemplateState } from './template-state';
import { Template } from '../../controls/template';

/** A template that was checked, with the hash of what was checked. */
export interface TemplateEvidence {
  readonly file: string;
  readonly stack: string;
  readonly sha256: string;
  readonly resources: number;
  readonly state: TemplateState;
}

export interface TemplatesEvidence {
  readonly templates: readonly TemplateEvidence[];
  readonly keys: readonly KeyEvidence[];
  readonly bill: readonly BillItem[];
}

/** The templates of an assembly, the keys in them, and what all of it costs. */
export function templateEvidence({ directory, run }: Assembly): TemplatesEvidence {
  const paths = new Map(run.records.map(({ template, logicalId, construct }) => [JSON.stringify([template, logicalId]), construct]));
  const read = run.templates.map((checked) => {
    const { state, json } = readTemplateFile(directory, checked);
    const template = json && new Template(json);
    return {
      evidence: { ...checked, state },
      template,
      keys: template === undefined ? [] : keyEvidence(checked.file, template, (logicalId) =>
        paths.get(JSON.stringify([checked.file, logicalId])) ?? `${checked.stack}/${logicalId}`),
    };
  });
  return {
    templates: read.map(({ evidence }) => evidence),
    keys: read.flatMap(({ keys }) => keys),
    bill: billOf(read.flatMap(({ template = [] }) => template)),
  };
}
