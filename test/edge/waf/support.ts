import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as core from '../../../src/core';
import { testApp } from '../../checks/synth';

/** A domain in a stack of Seoul. */
export function seoul(app: App = testApp(), id = 'Shop', classification = core.Classification.CONFIDENTIAL) {
  const stack = new Stack(app, id, { env: { account: '111122223333', region: 'ap-northeast-2' } });
  return { app, stack, domain: new core.Domain(stack, 'Orders', { classification }) };
}

/** The resources of a type. */
export const resourcesOf = (stack: Stack, type: string): { Properties: Record<string, unknown>; DependsOn?: string[] }[] =>
  Object.values(Template.fromStack(stack).findResources(type)) as never;

/** The rules of the only web ACL of a stack. */
export interface Rule { readonly Name: string; readonly Priority: number; readonly [key: string]: unknown }
export const rulesOf = (stack: Stack): Rule[] => resourcesOf(stack, 'AWS::WAFv2::WebACL')[0].Properties.Rules as Rule[];
