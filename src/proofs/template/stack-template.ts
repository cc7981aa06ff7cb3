/** The template of one stack, and what is known of where it goes. */
export interface StackTemplate {
  /** Path of the stack's construct, or the file's name. */
  readonly stack: string;
  /** The file, as it was named. */
  readonly file: string;
  readonly template: unknown;
  /** Name that the stack gets; `undefined` where it is not known. */
  readonly stackName?: string;
  /** 12 digits; `undefined` where only the deployment knows. */
  readonly account?: string;
  readonly region?: string;
  /** ARN of CloudFormation's execution role, as a value of the template; `undefined` where it is not known. */
  readonly deploymentRole?: unknown;
  /** Where it is nested: the `stack` of the template above, and the logical id of its resource there. */
  readonly nestedIn?: { readonly stack: string; readonly logicalId: string };
  /** Whether it is a product's: nobody deploys it with the others, but whoever launches the product, as often as they like. */
  readonly isLaunched?: boolean;
  /** The templates of a product's versions before, which the same role launches. */
  readonly earlier?: readonly unknown[];
  /** The construct that made a resource, by the resource's logical id. */
  readonly constructOf?: (logicalId: string) => string | undefined;
}

/** A resource of a template. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Name of the condition it is made under. */
  readonly condition?: string;
}

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** A field of an object; what every object inherits, such as `constructor`, is none. */
export const ownField = (value: unknown, name: string): unknown => (isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined);

/** Whether a value has a text of its own. */
export const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** The resources of a template. */
export function resourcesOf(template: unknown): Resource[] {
  return Object.entries(fieldsOf(fieldsOf(template).Resources)).flatMap(([logicalId, resource]) => {
    const { Type: type, Properties: properties, Condition: condition } = fieldsOf(resource);
    if (typeof type !== 'string') { return []; }
    // a macro beside the properties may bring some
    const { 'Fn::Transform': macro } = fieldsOf(resource);
    const written = macro === undefined ? fieldsOf(properties) : { ...fieldsOf(properties), 'Fn::Transform': macro };
    return [{ logicalId, type, properties: written, condition: typeof condition === 'string' ? condition : undefined }];
  });
}
