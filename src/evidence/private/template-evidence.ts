import { createHash } from 'node:crypto';
import * as path from 'node:path';
import type { Assembly } from './assembly';
import { readJson } from './json-file';
import { type KeyEvidence, keyEvidence } from './key-evidence';
import { Template } from '../../controls/template';

/** A template that was checked, with the hash of what was checked. */
export interface TemplateEvidence {
  readonly file: string;
  readonly stack: string;
  readonly sha256: string;
  readonly resources: number;
  /** Whether the file is still what was checked. */
  readonly state: 'unchanged' | 'changed' | 'missing';
}

export interface TemplatesEvidence {
  readonly templates: readonly TemplateEvidence[];
  readonly keys: readonly KeyEvidence[];
}

/** The templates of an assembly, and the keys in them. */
export function templateEvidence({ directory, run }: Assembly): TemplatesEvidence {
  const paths = new Map(run.records.map(({ template, logicalId, construct }) => [JSON.stringify([template, logicalId]), construct]));
  const read = run.templates.map((checked) => {
    const file = readJson(path.join(directory, checked.file));
    const sha256 = file && createHash('sha256').update(file.text).digest('hex');
    return {
      evidence: { ...checked, state: sha256 === undefined ? 'missing' as const : sha256 === checked.sha256 ? 'unchanged' as const : 'changed' as const },
      keys: file === undefined ? [] : keyEvidence(checked.file, new Template(file.json), (logicalId) =>
        paths.get(JSON.stringify([checked.file, logicalId])) ?? `${checked.stack}/${logicalId}`),
    };
  });
  return { templates: read.map(({ evidence }) => evidence), keys: read.flatMap(({ keys }) => keys) };
}
