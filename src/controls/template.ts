/** A resource's declaration as the synthesized template has it. */
export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** A resource in its template: what a check sees. */
export class TemplateResource {
  constructor(public readonly template: Template, public readonly logicalId: string, private readonly declaration: ResourceDeclaration) {}

  public get type(): string { return this.declaration.Type; }
  public get properties(): Readonly<Record<string, unknown>> { return this.declaration.Properties ?? {}; }
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

/** A synthesized template; resources are looked up by logical id or type. */
export class Template {
  private readonly byType = new Map<string, TemplateResource[]>();
  private readonly byId = new Map<string, TemplateResource>();

  constructor(document: { readonly Resources?: Readonly<Record<string, ResourceDeclaration>> }) {
    for (const [logicalId, declaration] of Object.entries(document.Resources ?? {})) {
      const resource = new TemplateResource(this, logicalId, declaration);
      this.byId.set(logicalId, resource);
      this.byType.set(resource.type, [...this.byType.get(resource.type) ?? [], resource]);
    }
  }

  public get resources(): readonly TemplateResource[] { return [...this.byId.values()]; }
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

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is an intrinsic function, known only at deployment. */
export const isIntrinsic = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).length === 1 && /^(Ref|Fn::\w+|Condition)$/.test(Object.keys(value)[0]);

/** A value as an array: a single item, or none, or already many. */
export const asArray = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** A boolean of a template, which CloudFormation also takes as text; `undefined` for an intrinsic. */
export const asBoolean = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;
