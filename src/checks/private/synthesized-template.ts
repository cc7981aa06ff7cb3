import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CfnElement, type IPolicyValidationContext, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type ResourceDeclaration, Template } from '../../controls/template';
import { isUndeployed } from '../../private/product-templates';

/** A template file of the assembly, with the construct path of each of its resources, parameters, mappings and outputs. */
export class SynthesizedTemplate {
  public readonly text: string;
  public readonly template: Template;

  constructor(public readonly file: string, public readonly stackPath: string, private readonly paths: ReadonlyMap<string, string>) {
    this.text = readFileSync(file, 'utf8');
    this.template = new Template(JSON.parse(this.text) as { Resources?: Record<string, ResourceDeclaration> });
  }

  /** The construct that made a resource or other element; the stack and logical id where no construct did (an included template's part). */
  public constructPath(logicalId: string): string {
    return this.paths.get(logicalId) ?? `${this.stackPath}/${logicalId}`;
  }
}

/**
 * The templates of the stacks that a plugin was registered for, with nested ones and those of products: they are not in `stackTemplates`.
 */
export function synthesizedTemplates(context: IPolicyValidationContext): SynthesizedTemplate[] {
  const stacks = new Map<string, Stack>();
  const paths = new Map<string, Map<string, string>>();
  for (const node of context.appConstruct.node.findAll()) {
    if (Stack.isStack(node)) { stacks.set(node.node.path, node); }
    if (CfnElement.isCfnElement(node)) { pathsOf(paths, node.stack).set(logicalIdOf(node), node.node.path); }
  }
  const inside = [...stacks.values()].filter((stack) => stack.nestedStackParent !== undefined || isUndeployed(stack));
  return context.stackTemplates.flatMap(({ stackConstructPath, templatePath }) => [
    new SynthesizedTemplate(templatePath, stackConstructPath, paths.get(stackConstructPath) ?? new Map()),
    ...inside.filter((stack) => topOf(stack).node.path === stackConstructPath).map((stack) =>
      new SynthesizedTemplate(path.join(path.dirname(templatePath), stack.templateFile), stack.node.path, paths.get(stack.node.path) ?? new Map())),
  ]);
}

function pathsOf(all: Map<string, Map<string, string>>, stack: IConstruct): Map<string, string> {
  const known = all.get(stack.node.path) ?? new Map<string, string>();
  all.set(stack.node.path, known);
  return known;
}

const logicalIdOf = (element: CfnElement): string => element.stack.resolve(element.logicalId) as string;

function topOf(stack: Stack): Stack {
  const above = stack.nestedStackParent ?? (isUndeployed(stack) && stack.node.scope ? Stack.of(stack.node.scope) : undefined);
  return above ? topOf(above) : stack;
}
