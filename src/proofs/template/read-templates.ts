import { readdirSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { fieldsOf, isFields, type StackTemplate } from './stack-template';
import { fieldsAt, statOf } from './template-file';
import { UnreadableError } from '../../private/unreadable-error';

type Fields = Readonly<Record<string, unknown>>;

/** What is known of a stack beside its template. */
type Known = Omit<StackTemplate, 'file' | 'template' | 'constructOf'>;

/** @param place a template, or the output folder of `cdk synth`, its stages and nested stacks read with it */
export function readTemplates(place: string): StackTemplate[] {
  const stat = statOf(place);
  if (!stat.isDirectory()) { return [templateAt(place, { stack: nameOf(place) })]; }
  const stacks = isThere(path.join(place, MANIFEST)) ? assemblyAt(place, place, new Set()) : plainFolderAt(place);
  if (stacks.length === 0) {
    throw new UnreadableError(`'${place}' has no template: got no stack in it; allowed: the output folder of cdk synth; synth first`);
  }
  return stacks;
}

const MANIFEST = 'manifest.json';

const isThere = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined;

/** An app's folder, or that of one of its stages, which is an assembly of its own. */
function assemblyAt(root: string, folder: string, seen: Set<string>): StackTemplate[] {
  if (seen.has(path.resolve(folder))) { return []; }
  seen.add(path.resolve(folder));
  const artifacts = Object.entries(fieldsOf(fieldsAt(path.join(folder, MANIFEST)).artifacts));
  const within: Folder = { root, folder, assets: assetsOf(root, folder, artifacts) };
  return artifacts.flatMap(([id, artifact]) => {
    const { type, properties: raw, environment, displayName } = fieldsOf(artifact);
    const properties = fieldsOf(raw);
    if (type === 'cdk:cloud-assembly' && typeof properties.directoryName === 'string') {
      return assemblyAt(root, inside(root, folder, properties.directoryName), seen);
    }
    if (type !== 'aws:cloudformation:stack' || typeof properties.templateFile !== 'string') { return []; }
    const stack = typeof displayName === 'string' ? displayName.replace(/ \(.*\)$/s, '') : id;
    const stackName = typeof properties.stackName === 'string' ? properties.stackName : id;
    const known = { stack, stackName, ...placeOf(environment), deploymentRole: deploymentRoleOf(properties) };
    return withNested(within, templateAt(inside(root, folder, properties.templateFile), known), []);
  });
}

/** An assembly, with the files that it uploads by their names there. */
interface Folder {
  readonly root: string;
  readonly folder: string;
  readonly assets: ReadonlyMap<string, string>;
}

function assetsOf(root: string, folder: string, artifacts: readonly (readonly [string, unknown])[]): ReadonlyMap<string, string> {
  const found = artifacts.map(([, artifact]) => fieldsOf(artifact)).flatMap(({ type, properties }) => {
    const { file } = fieldsOf(properties);
    if (type !== 'cdk:asset-manifest' || typeof file !== 'string' || !isThere(inside(root, folder, file))) { return []; }
    return Object.entries(fieldsOf(fieldsAt(inside(root, folder, file)).files)).flatMap(([id, asset]): [string, string][] => {
      const { path: source } = fieldsOf(fieldsOf(asset).source);
      return typeof source === 'string' ? [[id, source]] : [];
    });
  });
  return new Map(found);
}

/** `aws://111122223333/eu-west-1`; CDK writes `unknown-account` and `unknown-region`. */
function placeOf(environment: unknown): Pick<Known, 'account' | 'region'> {
  const [, account = '', region = ''] = /^aws:\/\/([^/]*)\/([^/]*)$/.exec(String(environment)) ?? [];
  return { account: /^\d{12}$/.test(account) ? account : undefined, region: region === '' || region === 'unknown-region' ? undefined : region };
}

/** CloudFormation's execution role; its ARN has the placeholders of `Fn::Sub`. */
function deploymentRoleOf({ cloudFormationExecutionRoleArn: arn }: Fields): unknown {
  return typeof arn === 'string' ? { 'Fn::Sub': arn } : undefined;
}

/** A stack with those nested in it, which go where it goes. */
function withNested(within: Folder, stack: StackTemplate, above: readonly string[]): StackTemplate[] {
  const nested = Object.entries(fieldsOf(fieldsOf(stack.template).Resources)).flatMap(([logicalId, resource]) => {
    const asset = assetOf(within, fieldsOf(resource));
    if (asset === undefined) { return []; }
    const file = inside(within.root, within.folder, asset);
    if (file === stack.file || above.includes(file) || !isThere(file)) { return []; }
    const { account, region, deploymentRole } = stack;
    const known = { stack: `${stack.stack}/${logicalId}`, account, region, deploymentRole, nestedIn: { stack: stack.stack, logicalId } };
    return withNested(within, templateAt(file, known), [...above, stack.file]);
  });
  return [stack, ...nested];
}

/** The template of a nested stack: CDK's command line has it named in the metadata, and the address ends with the asset's name. */
function assetOf({ assets }: Folder, { Type: type, Metadata: metadata, Properties: properties }: Fields): string | undefined {
  if (type !== 'AWS::CloudFormation::Stack') { return undefined; }
  const { 'aws:asset:path': named } = fieldsOf(metadata);
  const [, id = ''] = /([0-9a-f]{64})\.json/.exec(JSON.stringify(fieldsOf(properties).TemplateURL) ?? '') ?? [];
  return typeof named === 'string' ? named : assets.get(id);
}

/** A file that an assembly names, which must be one of its own. */
function inside(root: string, folder: string, name: string): string {
  const file = path.join(folder, name);
  if (path.isAbsolute(name) || path.relative(root, file).startsWith('..')) {
    throw new UnreadableError(`'${folder}' is not valid: got the file '${name}', which is not in it; allowed: what cdk synth wrote; synth again`);
  }
  return file;
}

/** Templates without a manifest, those of stages too; an asset's folder may hold anything. */
function plainFolderAt(folder: string, name = ''): StackTemplate[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) { return entry.name.startsWith('assembly-') ? plainFolderAt(at, `${name}${entry.name}/`) : []; }
    return /\.template\.(json|ya?ml)$/.test(entry.name) ? [templateAt(at, { stack: `${name}${nameOf(at)}` })] : [];
  });
}

const nameOf = (file: string): string => path.basename(file).replace(/(\.template)?\.(json|ya?ml)$|\.template$/, '') || file;

function templateAt(file: string, known: Known): StackTemplate {
  const template = fieldsAt(file);
  const { Resources: resources } = template;
  if (!isFields(resources) || !Object.values(resources).every((resource) => isFields(resource) && typeof resource.Type === 'string')) {
    throw new UnreadableError(`'${file}' is no template: got no Resources, or one without a Type; allowed: a CloudFormation template; check the file`);
  }
  return { ...known, file, template, constructOf: (logicalId) => constructOf(resources, logicalId) };
}

/** CDK leaves the path of the construct in the metadata. */
function constructOf(resources: Fields, logicalId: string): string | undefined {
  const construct = fieldsOf(fieldsOf(Object.hasOwn(resources, logicalId) ? resources[logicalId] : undefined).Metadata)['aws:cdk:path'];
  return typeof construct === 'string' ? construct : undefined;
}
