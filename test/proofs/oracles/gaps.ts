import type { Request } from '../../../src/proofs/engine/request';
import type { PolicyDocument } from './random-policy';

export interface Gap { readonly id: string; readonly rule: string; readonly source: string; applies(policy: PolicyDocument, request: Request): boolean }
export const GAPS: readonly Gap[] = [];
