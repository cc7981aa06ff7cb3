import { readdirSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { readJson } from './json-file';
import { answer, type CheckRecord } from '../../checks/private/check-run';
import { CATALOGUE } from '../../controls/catalogue';
import { isAbout, type Severity } from '../../controls/control';
import { isRecord, Template, type TemplateResource } from '../../controls/template';
import { UnreadableError } from '../../private/unreadable-error';

/** One control looked up in one resource of a template that may have no app behind it. */
export interface PlainRecord extends Omit<CheckRecord, 'stack'> {
  readonly severity: Severity;
  readonly fix: string;
}

/** @param places templates, or folders whose `*.template.json` are checked, those of stages too */
export function checkTemplates(places: readonly string[]): { readonly files: readonly string[]; readonly records: readonly PlainRecord[] } {
  const files = [...new Set(places.flatMap(templatesAt))];
  return { files, records: files.flatMap((file) => recordsOf(file, readTemplate(file))) };
}

function templatesAt(place: string): string[] {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (!stat) {
    throw new UnreadableError(`'${place}' can't be read: got no such file; allowed: a CloudFormation template in JSON, or the output folder of cdk synth;`
      + ' check the path');
  }
  if (!stat.isDirectory()) { return [place]; }
  const files = synthesizedIn(place);
  if (files.length === 0) {
    throw new UnreadableError(`'${place}' has no template: got no *.template.json in it; allowed: the output folder of cdk synth; synth first`);
  }
  return files;
}

/** An asset's folder may hold anything, so only those of stages are entered. */
function synthesizedIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) { return entry.name.startsWith('assembly-') ? synthesizedIn(at) : []; }
    return entry.name.endsWith('.template.json') ? [at] : [];
  });
}

function readTemplate(file: string): Template {
  const { json } = readJson(file) ?? {};
  const resources = json?.Resources;
  if (!isRecord(resources) || !Object.values(resources).every((resource) => isRecord(resource) && typeof resource.Type === 'string')) {
    throw new UnreadableError(`'${file}' is no template: got no Resources, or one without a Type; allowed: a CloudFormation template in JSON; check the file`);
  }
  return new Template(json as ConstructorParameters<typeof Template>[0]);
}

const recordsOf = (file: string, template: Template): PlainRecord[] => template.subjects.flatMap((resource) => CATALOGUE
  .filter((control) => isAbout(control, resource.type))
  .map((control) => ({
    control: control.id,
    ...answer(control, resource),
    severity: control.severity,
    construct: pathOf(resource),
    resourceType: resource.type,
    logicalId: resource.logicalId,
    template: file,
    fix: control.fix,
  })));

/** CDK leaves the path of the construct in the metadata; a plain template has the logical id only. */
function pathOf({ metadata, logicalId }: TemplateResource): string {
  const constructPath = metadata['aws:cdk:path'];
  return typeof constructPath === 'string' ? constructPath : logicalId;
}
