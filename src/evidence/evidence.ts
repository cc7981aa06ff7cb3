import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { EvidenceSummary } from './evidence-summary';
import { readAssembly } from './private/assembly';
import { controlsCsv, keysCsv, proofsCsv } from './private/csv';
import { buildModel, type EvidenceModel, summarize } from './private/model';
import { dayOf } from './private/now';
import { page } from './private/page';

/** How evidence is made. */
export interface EvidenceOptions {
  /**
   * The time of the evidence: it is printed, and acknowledgements expire against it.
   *
   * @default - `SOURCE_DATE_EPOCH` of the process' environment, so that output can be reproduced; otherwise the current time
   */
  readonly now?: Date;
}

/**
 * The record of one synth for an auditor: every control and how it stands in every resource, what was accepted by whom and until
 * when, the frameworks' requirements behind it, who can do what with every key, what is proved of the keys' policies where
 * `GoldProofs` ran, and the hashes of the templates all that was read from.
 *
 * It reads the assembly and nothing else, so it can be made later, or elsewhere, from an archived `cdk.out`.
 *
 * @example
 * evidence.Evidence.fromAssembly('cdk.out').write('cdk.out');
 */
export class Evidence {
  /**
   * Reads the output folder of a synth in which `GoldChecks` ran.
   *
   * @param directory the app's `cdk.out`
   */
  public static fromAssembly(directory: string, options: EvidenceOptions = {}): Evidence {
    return new Evidence(buildModel(readAssembly(directory), options.now ?? dayOf(process.env)));
  }

  /** The evidence in numbers. */
  public readonly summary: EvidenceSummary;

  private constructor(private readonly model: EvidenceModel) {
    this.summary = summarize(model);
  }

  /** The controls as CSV: one row for each control and resource, passing ones too. */
  public toCsv(): string {
    return controlsCsv(this.model);
  }

  /** Who can do what with each key as CSV: one row for each statement of each key policy. */
  public toKeysCsv(): string {
    return keysCsv(this.model);
  }

  /** The proofs as CSV: one row for each claim about each resource, proved ones too, without proofs, the header only. */
  public toProofsCsv(): string {
    return proofsCsv(this.model);
  }

  /** Everything as one HTML page in English and Korean that needs no other file and no network. */
  public toHtml(): string {
    return page(this.model);
  }

  /**
   * Writes `evidence/index.html`, `evidence/controls.csv`, `evidence/keys.csv` and `evidence/proofs.csv`.
   *
   * @param directory where the folder `evidence` goes
   * @returns the paths of the files
   */
  public write(directory: string): string[] {
    const folder = path.join(directory, 'evidence');
    mkdirSync(folder, { recursive: true });
    const texts = { 'index.html': this.toHtml(), 'controls.csv': this.toCsv(), 'keys.csv': this.toKeysCsv(), 'proofs.csv': this.toProofsCsv() };
    return Object.entries(texts).map(([name, text]) => {
      const file = path.join(folder, name);
      writeFileSync(file, text);
      return file;
    });
  }
}
