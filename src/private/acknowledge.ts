import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts a stock rule's finding on one construct of this library, where AWS leaves no better way.
 *
 * The form `<pack>::<rule>` keeps the finding and the reason in CDK's report; without the pack's name cdk-nag drops both.
 */
export function acknowledge(construct: IConstruct, pack: string, rule: string, reason: string): void {
  // what CDK's own call records, but for the stack trace: it would point into this library, and takes a third of a millisecond
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`${pack}::${rule}`]: `owner=cdk-gold; ${reason}` });
}
