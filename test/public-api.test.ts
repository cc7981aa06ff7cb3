import * as path from 'node:path';
import {
  type Assembly, type Docs, type Method, type Property, type Type, type TypeReference, PrimitiveType, isClassOrInterfaceType,
  isClassType, isCollectionTypeReference,
  isEnumType, isInterfaceType, isPrimitiveTypeReference, isUnionTypeReference, loadAssemblyFromPath,
} from '@jsii/spec';

const SUBMODULES = ['audit', 'checks', 'compute', 'core', 'data', 'edge', 'environment', 'evidence', 'keys', 'network', 'organization', 'proofs', 'secrets'];

interface Use { readonly at: string; readonly type: TypeReference }
interface Documented { readonly at: string; readonly docs?: Docs }

let assembly: Assembly;
let types: readonly Type[];
beforeAll(() => {
  assembly = loadAssemblyFromPath(path.join(__dirname, '..'), false);
  types = Object.values(assembly.types ?? {});
});

/** Names a member with its type. */
const name = (type: Type, member: string): string => `${type.fqn.replace(/^cdk-gold\./, '')}.${member}`;
const propertiesOf = (type: Type): readonly Property[] => (isClassOrInterfaceType(type) ? type.properties ?? [] : []);
const methodsOf = (type: Type): readonly Method[] => (isClassOrInterfaceType(type) ? type.methods ?? [] : []);

/** Every place where a type stands: properties, parameters, results. */
const uses = (): Use[] => types.flatMap((type) => [
  ...propertiesOf(type).map((property) => ({ at: name(type, property.name), type: property.type })),
  ...methodsOf(type).flatMap((method) => [
    ...(method.parameters ?? []).map((parameter) => ({ at: `${name(type, method.name)}(${parameter.name})`, type: parameter.type })),
    ...(method.returns ? [{ at: `${name(type, method.name)}()`, type: method.returns.type }] : []),
  ]),
  ...(isClassType(type) ? type.initializer?.parameters ?? [] : []).map((parameter) => ({ at: `${name(type, 'constructor')}(${parameter.name})`, type: parameter.type })),
]);

/** A type reference with those inside its collections. */
const inside = (type: TypeReference): TypeReference[] => [type, ...(isCollectionTypeReference(type) ? inside(type.collection.elementtype) : [])];

/** All that a reader looks up; what overrides a member of CDK's takes its documentation from there. */
const inherited = ({ overrides }: Property | Method): boolean => overrides !== undefined;
const documented = (): Documented[] => types.flatMap((type) => [
  { at: type.fqn, docs: type.docs },
  ...propertiesOf(type).filter((property) => !inherited(property)).map((property) => ({ at: name(type, property.name), docs: property.docs })),
  ...methodsOf(type).filter((method) => !inherited(method)).map((method) => ({ at: name(type, method.name), docs: method.docs })),
  ...(isEnumType(type) ? type.members : []).map((member) => ({ at: name(type, member.name), docs: member.docs })),
]);

const structProperties = (): (Documented & { readonly optional?: boolean })[] => types
  .filter((type) => isInterfaceType(type) && type.datatype === true)
  .flatMap((type) => propertiesOf(type).map((property) => ({ at: name(type, property.name), docs: property.docs, optional: property.optional })));

describe('the public API', () => {
  test('has these submodules, and nothing outside them', () => {
    expect(Object.keys(assembly.submodules ?? {}).map((submodule) => submodule.replace(/^cdk-gold\./, '')).sort()).toEqual(SUBMODULES);
    expect(types.every(({ namespace }) => namespace !== undefined)).toBe(true);
  });

  test('has something in each submodule', () => {
    expect(SUBMODULES.filter((submodule) => !types.some(({ namespace }) => namespace === submodule))).toEqual([]);
  });

  test('has no union types: Java, Go and .NET know none', () => {
    expect(uses().length).toBeGreaterThan(150);
    expect(uses().filter(({ type }) => inside(type).some(isUnionTypeReference)).map(({ at }) => at)).toEqual([]);
  });

  test('has no `any`', () => {
    const shapeless = [PrimitiveType.Any, PrimitiveType.Json];
    const isAny = (type: TypeReference): boolean => isPrimitiveTypeReference(type) && shapeless.includes(type.primitive);
    expect(uses().filter(({ type }) => inside(type).some(isAny)).map(({ at }) => at)).toEqual([]);
  });

  test('says of every optional property what it is without it', () => {
    const optional = structProperties().filter((property) => property.optional);
    expect(optional.length).toBeGreaterThan(30);
    expect(optional.filter(({ docs }) => !docs?.default).map(({ at }) => at)).toEqual([]);
  });

  test('has a default for nothing that is required', () => {
    const required = structProperties().filter((property) => !property.optional);
    expect(required.filter(({ docs }) => docs?.default !== undefined).map(({ at }) => at)).toEqual([]);
  });

  test('explains every type, member and enum value', () => {
    expect(documented().length).toBeGreaterThan(200);
    expect(documented().filter(({ docs }) => !docs?.summary).map(({ at }) => at)).toEqual([]);
  });

  test('explains in whole sentences: a summary that was cut at a semicolon reads as a mistake in other languages', () => {
    expect(documented().filter(({ docs }) => docs?.summary && !/[.?!)`:”"]$/.test(docs.summary)).map(({ at, docs }) => `${at}: ${docs?.summary}`)).toEqual([]);
  });

  test('has an example for every construct', () => {
    const constructs = types.filter((type) => isClassType(type) && type.initializer?.parameters?.[0]?.name === 'scope' && type.initializer.parameters.length > 2);
    expect(constructs.length).toBeGreaterThan(10);
    expect(constructs.filter(({ docs }) => !docs?.example).map(({ fqn }) => fqn)).toEqual([]);
  });

  test('has times as durations, not as bare numbers', () => {
    const timelike = /(timeout|period|window|days|hours|minutes|seconds|duration|ttl|age|interval|after)$/i;
    const isNumber = (type: TypeReference): boolean => isPrimitiveTypeReference(type) && type.primitive === PrimitiveType.Number;
    expect(uses().filter(({ at, type }) => timelike.test(at.replace(/[()]/g, '')) && isNumber(type)).map(({ at }) => at)).toEqual([]);
  });

  test('names no member or parameter with an underscore: Python calls by name', () => {
    expect(uses().filter(({ at }) => /[._(]_/.test(at)).map(({ at }) => at)).toEqual([]);
  });
});
