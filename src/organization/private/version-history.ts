import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type ComparedTemplate, lossesOf } from './replacement';
import { differences } from './template-differences';
import { InvalidInputError, refuseUnless } from '../../private/errors';

/** A version whose template is kept. */
interface KeptVersion {
  readonly version: string;
  readonly description?: string;
  readonly sha256: string;
}

/** A version with the text of its template. */
export interface ProductVersion {
  readonly version: string;
  readonly description?: string;
  readonly template: string;
}

const INDEX = 'versions.json';

/**
 * The versions of a product, kept as files that are checked in: each with its template as it was offered. A version is written when it is first
 * synthesized, and never changes again.
 */
export class VersionHistory {
  private readonly kept: readonly KeptVersion[];

  constructor(private readonly product: string, private readonly folder: string) {
    this.kept = this.readIndex();
  }

  /** The names of the versions kept, the oldest first. */
  public get names(): readonly string[] { return this.kept.map(({ version }) => version); }

  /** The versions before one, the oldest first. */
  public before(version: string): ProductVersion[] {
    return this.kept.filter((one) => one.version !== version).map((one) => ({ ...one, template: this.read(one) }));
  }

  /**
   * Keeps the template of a version, if it is new.
   *
   * @throws if the version was kept with another template, is older than another, or an update to it would lose data
   */
  public keep({ version, description, template }: ProductVersion): void {
    const known = this.kept.find((one) => one.version === version);
    if (known) {
      this.read(known);
      refuseUnless(known.sha256 === sha256(template), {
        what: `version of the product '${this.product}'`,
        got: `${version} a second time, with another template than ${this.fileOf(version)}: ${differences(this.read(known), template)}`,
        allowed: 'a version number that was not used',
        fix: `take a higher number; only if ${version} was never deployed, delete its file and its entry in ${this.indexFile}`,
      });
      return;
    }
    refuseUnless(existsSync(this.indexFile) || !existsSync(this.fileOf(version)), {
      what: `historyFolder of the product '${this.product}'`, got: `${this.fileOf(version)} and no ${this.indexFile}`, allowed: 'both', fix: 'bring it back: it says which versions were offered',
    });
    refuseUnless(!existsSync(this.fileOf(version)) && this.readIndex().length === this.kept.length, {
      what: `historyFolder of the product '${this.product}'`, got: `${this.folder}, where another product or Region has written ${version}`, allowed: 'a folder for each product and Region', fix: 'choose another folder',
    });
    const last = this.kept.at(-1);
    if (last) { this.checkUpdate(last, { version, template }); }
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.fileOf(version), template);
    const versions = [...this.kept, { version, ...description === undefined ? {} : { description }, sha256: sha256(template) }];
    writeFileSync(this.indexFile, `${JSON.stringify({ product: this.product, versions }, undefined, 2)}\n`);
  }

  private readIndex(): readonly KeptVersion[] {
    if (!existsSync(this.indexFile)) { return []; }
    const { product, versions } = this.parsedIndex();
    refuseUnless(product === this.product, {
      what: `historyFolder of the product '${this.product}'`, got: `${this.folder}, which has the versions of '${product}'`, allowed: 'a folder for each product and Region', fix: 'choose another folder',
    });
    return versions;
  }

  private parsedIndex(): { readonly product: string; readonly versions: readonly KeptVersion[] } {
    try {
      return JSON.parse(readFileSync(this.indexFile, 'utf8')) as { readonly product: string; readonly versions: readonly KeptVersion[] };
    } catch (error) {
      throw new InvalidInputError({
        what: `historyFolder of the product '${this.product}'`, got: `${this.indexFile} that is no JSON: ${(error as Error).message}`, allowed: 'the file as it was written', fix: 'mend it: two changes may have been merged',
      });
    }
  }

  private checkUpdate(last: KeptVersion, { version, template }: ProductVersion): void {
    refuseUnless(compareVersions(version, last.version) > 0, {
      what: `version of the product '${this.product}'`, got: version, allowed: `a version after ${last.version}`, fix: 'take a higher number: launched products are updated from one version to the next',
    });
    const losses = lossesOf(JSON.parse(this.read(last)) as ComparedTemplate, JSON.parse(template) as ComparedTemplate);
    refuseUnless(losses.length === 0, {
      what: `version ${version} of the product '${this.product}'`,
      got: `an update from ${last.version} that loses data: ${losses.map(({ logicalId, type, how }) => `${logicalId} (${type}) ${how}`).join('; ')}`,
      allowed: 'versions to which what was launched is updated in place',
      fix: 'keep the ids and these properties, or offer it as another product',
    });
  }

  private read({ version, sha256: expected }: KeptVersion): string {
    const file = this.fileOf(version);
    if (!existsSync(file)) {
      throw new InvalidInputError({
        what: `version ${version} of the product '${this.product}'`, got: `no file ${file}`, allowed: 'the template of every version that was offered', fix: 'bring it back: what was launched of it could not be updated any more',
      });
    }
    const template = readFileSync(file, 'utf8').replaceAll('\r\n', '\n'); // as some checkouts write it
    refuseUnless(sha256(template) === expected, {
      what: `version ${version} of the product '${this.product}'`, got: `a changed file ${file}`, allowed: 'the template as it was offered', fix: 'bring it back, and take a new version number for the change',
    });
    return template;
  }

  private get indexFile(): string { return path.join(this.folder, INDEX); }

  private fileOf(version: string): string { return path.join(this.folder, `${version}.template.json`); }
}

/** Less than 0 where the first comes before the second. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [one, other].map((version) => version.split('.').map(Number));
  return first.map((part, at) => part - second[at]).find((difference) => difference !== 0) ?? 0;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
