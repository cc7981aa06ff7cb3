/** A resource's declaration as the synthesized template has it. */
export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** What a check looks at beside resources; no type of a resource is called so. */
export const PARAMETER = 'parameter';
export const MAPPING = 'mapping';
export const OUTPUT = 'output';
/** In `appliesTo`: every resource, of whatever type. */
export const EVERY_RESOURCE = 'resource';

/** A resource in its template, or an entry of another section, whose declaration is then its properties: what a check sees. */
export class TemplateResource {
  constructor(public readonly template: Template, public readonly logicalId: string, private readonly declaration: ResourceDeclaration) {}

  public get type(): string { return this.declaration.Type; }
  public get isResource(): boolean { return isResourceType(this.type); }
  public get properties(): Readonly<Record<string, unknown>> { return this.declaration.Properties ?? {}; }
  /** The condition of the template under which the resource is there. */
  public get condition(): string | undefined { return this.declaration.Condition; }
  public get deletionPolicy(): string | undefined { return this.declaration.DeletionPolicy; }
  public get updateReplacePolicy(): string | undefined { return this.declaration.UpdateReplacePolicy; }
  public get metadata(): Readonly<Record<string, unknown>> { return this.declaration.Metadata ?? {}; }

  /** The value at a path of property names; `undefined` where nothing is set on the way. */
  public get(...path: string[]): unknown {
    return path.reduce<unknown>((at, name) => (isRecord(at) && !isIntrinsic(at) ? at[name] : undefined), this.properties);
  }

  /** Whether a value is a reference (`Ref`, `Fn::GetAtt`, or inside another intrinsic) to this resource. */
  public isReferredBy(value: unknown): boolean {
    if (Array.isArray(value)) { return value.some((item) => this.isReferredBy(item)); }
    if (typeof value === 'string') { return value.includes(`\${${this.logicalId}}`) || value.includes(`\${${this.logicalId}.`); }
    if (!isRecord(value)) { return false; }
    const attribute = value['Fn::GetAtt'];
    return value.Ref === this.logicalId
      || (Array.isArray(attribute) ? attribute[0] === this.logicalId : typeof attribute === 'string' && attribute.split('.')[0] === this.logicalId)
      || Object.values(value).some((item) => this.isReferredBy(item));
  }
}

type Section = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The sections of a template that checks look at. */
export interface TemplateDocument {
  readonly Resources?: Readonly<Record<string, ResourceDeclaration>>;
  readonly Parameters?: Section;
  readonly Mappings?: Section;
  readonly Outputs?: Section;
}

/** A synthesized template; resources are looked up by logical id or type. */
export class Template {
  private readonly byType = new Map<string, TemplateResource[]>();
  private readonly byId = new Map<string, TemplateResource>();
  private readonly parameters: ReadonlyMap<string, TemplateResource>;
  private readonly others: readonly TemplateResource[];

  constructor(document: TemplateDocument) {
    for (const [logicalId, declaration] of Object.entries(document.Resources ?? {})) {
      const resource = new TemplateResource(this, logicalId, declaration);
      this.byId.set(logicalId, resource);
      this.byType.set(resource.type, [...this.byType.get(resource.type) ?? [], resource]);
    }
    const entries = (type: string, section: unknown): TemplateResource[] => Object.entries(isRecord(section) ? section : {})
      .flatMap(([id, entry]) => (isRecord(entry) ? [new TemplateResource(this, id, { Type: type, Properties: entry })] : []));
    const parameters = entries(PARAMETER, document.Parameters);
    this.parameters = new Map(parameters.map((parameter) => [parameter.logicalId, parameter]));
    this.others = [...parameters, ...entries(MAPPING, document.Mappings), ...entries(OUTPUT, document.Outputs)];
  }

  public get resources(): readonly TemplateResource[] { return [...this.byId.values()]; }
  /** Resources, parameters, mappings and outputs: all that controls are looked up in. */
  public get subjects(): readonly TemplateResource[] { return [...this.byId.values(), ...this.others]; }
  public parameter(logicalId: string): TemplateResource | undefined { return this.parameters.get(logicalId); }
  public ofType(type: string): readonly TemplateResource[] { return this.byType.get(type) ?? []; }
  public find(logicalId: string): TemplateResource | undefined { return this.byId.get(logicalId); }

  /** The resource that a `Ref` or `Fn::GetAtt` names; `undefined` for a literal or another template's export. */
  public resolve(value: unknown): TemplateResource | undefined {
    if (!isRecord(value)) { return undefined; }
    const attribute = value['Fn::GetAtt'];
    const id = value.Ref ?? (Array.isArray(attribute) ? attribute[0] : typeof attribute === 'string' ? attribute.split('.')[0] : undefined);
    return typeof id === 'string' ? this.byId.get(id) : undefined;
  }
}

/** Whether a type is that of resources; entries of other sections are called by a single word. */
export const isResourceType = (type: string): boolean => type.includes('::');

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is an intrinsic function, known only at deployment. */
export function isIntrinsic(value: unknown): boolean {
  if (!isRecord(value)) { return false; }
  const names = Object.keys(value);
  return names.length === 1 && /^(Ref|Fn::\w+|Condition)$/.test(names[0]);
}

/** A value as an array: a single item, or none, or already many. */
export const asArray = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** A boolean of a template, which CloudFormation also takes as text; `undefined` for an intrinsic. */
export const asBoolean = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;
