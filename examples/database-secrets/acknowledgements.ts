import type { Stack } from 'aws-cdk-lib';

/** What the packs find and this example accepts, each with its reason. */
export function accepted(_stack: Stack): void {
}
