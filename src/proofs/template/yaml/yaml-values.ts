import type * as yaml from 'yaml';
import { plainKey, plainScalar } from './plain-scalar';
import { longForm, SHORT_FORMS } from './short-form';
import { MOST_LEVELS } from '../levels';

/** A template of 1 MB can't have more values than this, unless its aliases repeat each other. */
const MOST_VALUES = 1_000_000;

/** Longer texts say no more about what is wrong with them. */
const MOST_SHOWN = 80;

const TEMPLATE = 'a CloudFormation template';

/** What `!!` stands for. */
const STANDARD = 'tag:yaml.org,2002:';

/** Tags that say what a value is anyway; `!` alone makes a text of a scalar. */
const STANDARD_TAGS = ['!', ...['str', 'map', 'seq'].map((name) => `${STANDARD}${name}`)];

/** YAML that is well-formed and no template, or not sure to be read as CloudFormation reads it. */
export class YamlError extends Error {
  /** @param offset where in the text */
  constructor(readonly got: string, readonly offset: number, readonly allowed: string, readonly fix: string) {
    super(got);
  }
}

/** What an anchor stands for, and how many values that is. */
interface Anchored {
  readonly value: unknown;
  readonly size: number;
  /** A text in it that readers of YAML differ about. */
  readonly unsure?: YamlError;
}

/** The nodes of a YAML document as the JSON that CloudFormation makes of them. */
export class YamlValues {
  private readonly anchors = new Map<string, Anchored>();
  private count = 0;
  private levels = 0;
  /** What was let pass, as nothing reads it there. */
  private readonly passed: YamlError[] = [];

  /** @param library handed in, since it is loaded only where there is YAML */
  constructor(private readonly library: typeof yaml) {}

  /** @param path names of the fields above */
  public valueOf(node: unknown, path: readonly string[] = []): unknown {
    if (this.library.isAlias(node)) { return this.aliased(node, path); }
    if (!this.library.isNode(node)) { return null; }
    const [count, passed] = [this.count, this.passed.length];
    this.levels += 1;
    if (this.levels > MOST_LEVELS) { throw errorAt(node, `more than ${MOST_LEVELS} levels`, TEMPLATE, 'check the file'); }
    const value = this.tagged(node, path);
    this.levels -= 1;
    this.add(1, node);
    if (node.anchor !== undefined) { this.anchors.set(node.anchor, { value, size: this.count - count, unsure: this.passed[passed] }); }
    return value;
  }

  /** An alias that stands within its own anchor finds nothing yet. */
  private aliased(node: yaml.Alias, path: readonly string[]): unknown {
    const found = this.anchors.get(node.source);
    if (!found) { throw errorAt(node, `the alias *${shown(node.source)}`, 'names of anchors that came before', 'correct the name'); }
    this.add(found.size, node);
    if (found.unsure) { this.passOrFail(found.unsure, path); }
    return found.value;
  }

  private add(size: number, node: yaml.Node): void {
    this.count += size;
    if (this.count > MOST_VALUES) { throw errorAt(node, `more than ${MOST_VALUES} values`, TEMPLATE, 'use fewer aliases'); }
  }

  private tagged(node: yaml.Node, path: readonly string[]): unknown {
    const { tag } = node;
    if (tag === undefined) { return this.untagged(node, path); }
    const value = this.library.isScalar(node) ? String(node.value) : this.untagged(node, path); // what has a tag is no number and no boolean
    const long = STANDARD_TAGS.includes(tag) ? value : longForm(tag, value);
    if (long !== undefined) { return long; }
    throw errorAt(node, `the tag ${shown(tag.replace(STANDARD, '!!'))}`, `${SHORT_FORMS.join(', ')}, !!str`, 'write the long form of a function');
  }

  private untagged(node: yaml.Node, path: readonly string[]): unknown {
    if (this.library.isMap(node)) { return this.fieldsOf(node, path); }
    if (this.library.isSeq(node)) { return node.items.map((item) => this.valueOf(item, path)); }
    const { type, value } = node as yaml.Scalar<string>;
    if (type !== 'PLAIN') { return value; }
    const plain = plainScalar(value);
    if (plain !== undefined) { return plain; }
    this.passOrFail(unquoted(node, value), path);
    return value;
  }

  /** Nothing reads the metadata of templates and resources: files of cfn-init have modes such as 000644 there. */
  private passOrFail(error: YamlError, [first, , third]: readonly string[]): void {
    if (first !== 'Metadata' && (first !== 'Resources' || third !== 'Metadata')) { throw error; }
    this.passed.push(error);
  }

  private fieldsOf(map: yaml.YAMLMap, path: readonly string[]): unknown {
    const fields = new Map<string, unknown>();
    for (const { key, value } of map.items) {
      const name = this.nameOf(key, map, path);
      if (fields.has(name)) { throw errorAt(key as yaml.Node, `the field ${shown(name)} twice`, 'each field once', 'take one of them out'); }
      fields.set(name, this.valueOf(value, [...path, name]));
    }
    return Object.fromEntries(fields);
  }

  private nameOf(key: unknown, map: yaml.YAMLMap, path: readonly string[]): string {
    if (!this.library.isScalar<string>(key) || (key.tag !== undefined && !STANDARD_TAGS.includes(key.tag))) {
      throw errorAt(this.library.isNode(key) ? key : map, 'a field whose name is no text', 'texts', 'write the name as a text');
    }
    if (key.type !== 'PLAIN' || key.tag !== undefined) { return key.value; }
    if (key.value === '<<') {
      throw errorAt(key, 'a merge key (<<)', 'what CloudFormation reads', 'write the fields out, or run aws cloudformation package first');
    }
    const name = plainKey(key.value);
    if (name === undefined) { this.passOrFail(unquoted(key, key.value), path); }
    return name ?? key.value;
  }
}

const shown = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

const errorAt = (node: yaml.Node, got: string, allowed: string, fix: string): YamlError => new YamlError(got, node.range?.[0] ?? 0, allowed, fix);

const unquoted = (node: yaml.Node, text: string): YamlError => errorAt(
  node, `${shown(text)} without quotes`, 'texts in quotes, and numbers as JSON has them',
  `write "${shown(text)}": readers of YAML take it for different values`,
);
