import * as path from 'node:path';

/** What any plugin of ours leaves in a folder: the templates it read and what it says of them, paths relative to the folder. */
interface Run {
  readonly templates: readonly { readonly file: string }[];
  readonly records: readonly { readonly template: string }[];
}

/** A run of a folder in the assembly, its paths relative to the assembly. */
export const moved = <R extends Run>(run: R, folder: string): R => ({
  ...run,
  templates: run.templates.map((template) => ({ ...template, file: path.join(folder, template.file) })),
  records: run.records.map((record) => ({ ...record, template: path.join(folder, record.template) })),
});

/** A plugin registered both for an app and for one of its stages sees a template twice; the first run that saw it tells of it. */
export function withoutRepeats<R extends Run>(runs: readonly R[]): R[] {
  const seen = new Set<string>();
  return runs.map((run) => {
    const fresh = new Set(run.templates.map(({ file }) => file).filter((file) => !seen.has(file)));
    fresh.forEach((file) => seen.add(file));
    return {
      ...run,
      templates: run.templates.filter(({ file }) => fresh.has(file)),
      records: run.records.filter(({ template }) => fresh.has(template)),
    };
  });
}
