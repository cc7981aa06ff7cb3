import type { ParameterStore, Tags } from './parameter-store';
import type { ParameterValues } from './parameter-values';
import { CREATION_TAG, type ParameterProperties, type ResourceRequest, SOURCE_TAG, STACK_TAG, type ValueSource, WRITE_TAG, creationOf, physicalIdOf } from './request';
import { ResourceError } from './resource-error';

/**
 * A SecureString through its life. Each request may come again after it was cut off anywhere, and then ends as if it had come once.
 *
 * Parameter Store has no conditional write: what a request found and is about to write stands in a tag before it writes.
 */
export class ParameterResource {
  constructor(private readonly store: ParameterStore, private readonly values: ParameterValues) {}

  /** Does what a request asks, and gives the version that the parameter then has; none after a deletion. */
  public async handle(request: ResourceRequest): Promise<number | undefined> {
    switch (request.RequestType) {
      case 'Create': return this.labelled(request, await this.create(request));
      case 'Update': return this.labelled(request, await this.update(request));
      case 'Delete': return this.delete(request);
      default: throw new ResourceError('the request is of no type that CloudFormation sends');
    }
  }

  private async create(request: ResourceRequest): Promise<number> {
    const { ResourceProperties: properties } = request;
    const value = await this.values.make(properties.Value);
    if (!await this.store.create(properties, value, allTags(request, 0))) {
      const tags = await this.store.tags(properties.Name) ?? {};
      if (!isMadeBy(tags, request)) {
        throw new ResourceError(`the parameter '${properties.Name}' exists already: somebody else made it, or it was kept from an earlier deployment; `
          + 'delete it first, or choose another name');
      }
    }
    return 1;
  }

  private async update(request: ResourceRequest): Promise<number> {
    const { ResourceProperties: properties, OldResourceProperties: before = properties } = request;
    const { Name } = properties;
    if (physicalIdOf(request).split('#')[0] !== Name) { throw new ResourceError('a parameter can\'t be renamed: make a new one'); }
    const tags = await this.store.tags(Name);
    if (tags === undefined) { return this.create(request); } // it expired, or somebody deleted it
    if (!isMadeBy(tags, request)) { throw new ResourceError(`the parameter '${Name}' is not the one that this resource made: it stays as it is`); }
    const current = await this.store.read(Name);
    const isRenewed = identityOf(properties.Value) !== identityOf(before.Value) && properties.Value.Kind !== 'operator';
    if (!isRenewed && settingsOf(properties) === settingsOf(before)) {
      await this.store.tag(Name, properties.Tags);
      return current.version;
    }
    const hadPolicies = before.Policies !== undefined;
    const write = lastWrite(tags);
    const base = write.request === request.RequestId ? write.base : current.version;
    if (current.version === base) {
      const value = isRenewed ? await this.values.make(properties.Value) : current.value;
      await this.store.tag(Name, allTags(request, base));
      const version = await this.store.overwrite(properties, value, hadPolicies);
      if (isRenewed || version === base + 1) { return version; }
    }
    return isRenewed ? current.version : this.settle(properties, base, hadPolicies);
  }

  /** Somebody may have stored a value since the version that the request found, before or after it was written again: theirs counts. */
  private async settle(properties: ParameterProperties, base: number, hadPolicies: boolean): Promise<number> {
    const newest = await this.store.read(properties.Name);
    const kept = (await this.store.read(properties.Name, base)).value;
    const later: string[] = [];
    for (let version = base + 1; version < newest.version; version += 1) { later.push((await this.store.read(properties.Name, version)).value); }
    later.push(newest.value);
    const theirs = later.filter((value) => value !== kept).at(-1);
    const isWritten = later.includes(kept);
    return theirs === undefined || (isWritten && newest.value !== kept) ? newest.version : this.store.overwrite(properties, theirs, hadPolicies);
  }

  /** Deletes what this resource made, and nothing else: not what creation refused to touch. */
  private async delete(request: ResourceRequest): Promise<undefined> {
    const { ResourceProperties: { Name } } = request;
    const tags = await this.store.tags(Name);
    if (tags !== undefined && isMadeBy(tags, request)) { await this.store.remove(Name); }
  }

  private async labelled({ ResourceProperties: { Name, Label } }: ResourceRequest, version: number): Promise<number> {
    if (Label !== undefined) { await this.store.label(Name, version, Label); }
    return version;
  }
}

const isMadeBy = (tags: Tags, request: ResourceRequest): boolean => tags[STACK_TAG] === request.StackId && tags[CREATION_TAG] === creationOf(request);

/** @param base the version that the request found; 0 for none */
const allTags = (request: ResourceRequest, base: number): Tags => ({
  ...request.ResourceProperties.Tags,
  [SOURCE_TAG]: request.ResourceProperties.Value.Kind,
  [STACK_TAG]: request.StackId,
  [CREATION_TAG]: creationOf(request),
  [WRITE_TAG]: `${request.RequestId}/${base}`,
});

function lastWrite(tags: Tags): { readonly request: string; readonly base: number } {
  const [request, base] = (tags[WRITE_TAG] ?? '').split('/');
  return { request, base: Number(base) };
}

/** What makes a value another one. The length of random text doesn't: a value stays until a new generation is asked for. */
function identityOf(source: ValueSource): string {
  return source.Kind === 'secret' ? JSON.stringify([source.Kind, source.Generation, source.SecretArn, source.Field])
    : JSON.stringify([source.Kind, source.Kind === 'generated' ? source.Generation : '']);
}

/** What Parameter Store takes only together with a value. */
const settingsOf = ({ KeyId, Description, Policies }: ParameterProperties): string => JSON.stringify([KeyId, Description, Policies]);
