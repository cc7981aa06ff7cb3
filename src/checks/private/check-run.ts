import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { SynthesizedTemplate } from './synthesized-template';
import { CATALOGUE } from '../../controls/catalogue';
import { type CheckResult, type Control, isAbout } from '../../controls/control';
import type { TemplateResource } from '../../controls/template';

/** The file in the assembly that holds every answer of every check, passing ones too; evidence is made from it. */
export const CHECK_RESULTS_FILE = 'gold-checks.json';

/** One control looked up in one resource, or in an entry of another section of its template. */
export interface CheckRecord {
  readonly control: string;
  readonly status: CheckResult['status'] | 'error';
  readonly detail?: string;
  readonly stack: string;
  readonly construct: string;
  readonly resourceType: string;
  readonly logicalId: string;
  /** Relative to the assembly. */
  readonly template: string;
}

/** All that the checks of one synth saw and said. */
export interface CheckRun {
  readonly templates: readonly { readonly file: string; readonly stack: string; readonly sha256: string; readonly resources: number }[];
  readonly records: readonly CheckRecord[];
}

/** Looks every control up in every resource it applies to. */
export function runChecks(templates: readonly SynthesizedTemplate[], outdir: string): CheckRun {
  const byType = new Map<string, readonly Control[]>();
  const controlsFor = (type: string): readonly Control[] => {
    const known = byType.get(type) ?? CATALOGUE.filter((control) => isAbout(control, type));
    byType.set(type, known);
    return known;
  };
  return {
    templates: templates.map(({ file, stackPath, text, template }) => ({
      file: path.relative(outdir, file),
      stack: stackPath,
      sha256: createHash('sha256').update(text).digest('hex'),
      resources: template.resources.length,
    })),
    records: templates.flatMap((synthesized) => {
      const file = path.relative(outdir, synthesized.file);
      return synthesized.template.subjects.flatMap((resource) => controlsFor(resource.type).map((control) => ({
        control: control.id,
        ...answer(control, resource),
        stack: synthesized.stackPath,
        construct: synthesized.constructPath(resource.logicalId),
        resourceType: resource.type,
        logicalId: resource.logicalId,
        template: file,
      })));
    }),
  };
}

/** A check that throws is a defect of the check, reported as that and never as a finding about the resource. */
export function answer(control: Control, resource: TemplateResource): Pick<CheckRecord, 'status' | 'detail'> {
  try {
    return control.check(resource);
  } catch (error) {
    return { status: 'error', detail: error instanceof Error ? error.message : String(error) };
  }
}

export function writeCheckRun(run: CheckRun, outdir: string): void {
  writeFileSync(path.join(outdir, CHECK_RESULTS_FILE), JSON.stringify(run));
}
