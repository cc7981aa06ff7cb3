import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts a stock rule's finding on one construct of this library, where AWS leaves no better way.
 *
 * The form `<pack>::<rule>` keeps the finding and the reason in CDK's report; without the pack's name cdk-nag drops both.
 */
export function acknowledge(construct: IConstruct, pack: string, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `${pack}::${rule}`, reason: `owner=cdk-gold; ${reason}` });
}
