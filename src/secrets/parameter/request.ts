/** Tags by which a parameter tells who made it. IAM reads the first one too: the function can delete nothing without it. */
export const STACK_TAG = 'cdk-gold:stack-id';
/** The request that made it: part of the resource's physical id. */
export const CREATION_TAG = 'cdk-gold:created-by';
/** The request that last wrote, and the version that it found: what a repeated request has done already. */
export const WRITE_TAG = 'cdk-gold:last-write';
/** Where the value comes from. */
export const SOURCE_TAG = 'cdk-gold:value';

/** Random text, made where it is stored. */
interface Random {
  /** CloudFormation hands on numbers as text. */
  readonly Length: string;
  readonly Alphabet: string;
}

/** Where a value comes from. A new generation is a new value. */
export type ValueSource =
  | Random & { readonly Kind: 'generated'; readonly Generation: string }
  | { readonly Kind: 'secret'; readonly Generation: string; readonly SecretArn: string; readonly Field?: string }
  | Random & { readonly Kind: 'operator' };

/** What the template says of anything that a function makes or changes. */
export interface NamedProperties {
  readonly Name: string;
}

/** What the template says of a parameter. */
export interface ParameterProperties extends NamedProperties {
  readonly KeyId: string;
  readonly Description?: string;
  /** A JSON array. */
  readonly Policies?: string;
  readonly Label?: string;
  readonly Tags: Readonly<Record<string, string>>;
  readonly Value: ValueSource;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes.html */
export interface ResourceRequest<Properties extends NamedProperties = ParameterProperties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Whoever has it can answer for the function: it goes into no log. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  /** Not yet there when a resource is created. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  /** What the template said before; for updates only. */
  readonly OldResourceProperties?: Properties;
}

/** The physical id of a resource: which parameter, and which one of that name. */
export const physicalIdOf = ({ PhysicalResourceId, RequestId, ResourceProperties: { Name } }: ResourceRequest<NamedProperties>): string => PhysicalResourceId ?? `${Name}#${RequestId}`;

/** The request that made the resource. What creation refused, or what was kept from an earlier deployment, was made by another. */
export const creationOf = (request: ResourceRequest): string => physicalIdOf(request).split('#')[1] ?? '';
