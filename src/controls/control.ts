import { EVERY_RESOURCE, isResourceType, type TemplateResource } from './template';

/** How much harm a violated control can do; orders findings and sets what fails a synth. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** Who meets the control: AWS by itself, the customer by this library, or both. */
export type Responsibility = 'aws' | 'customer' | 'shared';

/** Requirement ids a control answers to, by framework. Ids only: the texts of CIS, ISO, PCI and SOC 2 are not free. */
export interface FrameworkIds {
  /** AWS Foundational Security Best Practices v1.0.0, list of August 2026 (Security Hub control ids). */
  readonly fsbp?: readonly string[];
  /** CIS AWS Foundations Benchmark 5.0.0. */
  readonly cisAws5?: readonly string[];
  /** NIST SP 800-53 revision 5. */
  readonly nist80053r5?: readonly string[];
  /** PCI DSS 4.0.1. */
  readonly pciDss401?: readonly string[];
  /** HIPAA Security Rule, 45 CFR 164. */
  readonly hipaa?: readonly string[];
  /** ISO/IEC 27001:2022, Annex A. */
  readonly iso27001?: readonly string[];
  /** SOC 2 trust services criteria 2017. */
  readonly soc2?: readonly string[];
  /** Korea's ISMS-P, 2023 criteria. */
  readonly ismsP?: readonly string[];
  /** AWS Control Tower proactive controls. */
  readonly controlTower?: readonly string[];
}

/** What a check says of one resource; `unknown` is for values that only a deployment knows. */
export type CheckResult =
  | { readonly status: 'compliant' }
  | { readonly status: 'notApplicable' }
  | { readonly status: 'violated'; readonly detail: string }
  | { readonly status: 'unknown'; readonly detail: string };

export const compliant = (): CheckResult => ({ status: 'compliant' });
export const notApplicable = (): CheckResult => ({ status: 'notApplicable' });
/** @param detail what is wrong with this resource and what to set, lower case */
export const violated = (detail: string): CheckResult => ({ status: 'violated', detail });
/** @param detail what could not be read from the template */
export const unknown = (detail: string): CheckResult => ({ status: 'unknown', detail });

/** The AWS Config rule that watches after deployment what the check watched before. */
export type RuntimeRule =
  | { readonly kind: 'managed'; readonly identifier: string; readonly parameters?: Readonly<Record<string, string>> }
  | { readonly kind: 'guard'; readonly text: string }
  | { readonly kind: 'none'; readonly why: string };

export const managedRule = (identifier: string, parameters?: Record<string, string>): RuntimeRule => ({ kind: 'managed', identifier, parameters });
/** @param text a rule in CloudFormation Guard 3, as `AWS::Config::ConfigRule` takes it */
export const guardRule = (text: string): RuntimeRule => ({ kind: 'guard', text });
/** @param why why AWS Config can't see it */
export const noRuntimeRule = (why: string): RuntimeRule => ({ kind: 'none', why });

/** One requirement, defined once, with its four phases: requirement, default, check, runtime. */
export interface Control {
  /** `<service>.<noun>`, contract: acknowledgements name it. */
  readonly id: string;
  /** The requirement as a statement that holds, lower case, no full stop. */
  readonly title: string;
  /** 한국어 제목. */
  readonly titleKo: string;
  /** What goes wrong without it, lower case. */
  readonly why: string;
  readonly severity: Severity;
  /** A mandatory control can't be acknowledged (`fatal` in CDK's words). */
  readonly mandatory?: boolean;
  readonly responsibility: Responsibility;
  readonly frameworks: FrameworkIds;
  /** Types of CloudFormation resources it looks at, or `EVERY_RESOURCE`, `PARAMETER`, `MAPPING`, `OUTPUT`. */
  readonly appliesTo: readonly string[];
  readonly check: (resource: TemplateResource) => CheckResult;
  /** What the constructs of this library set, as properties of the CloudFormation resource; empty where it is more than a property. */
  readonly default: Readonly<Record<string, unknown>>;
  /** What to do, in one sentence, lower case. */
  readonly fix: string;
  readonly runtime: RuntimeRule;
  /** The AWS page that recommends it. */
  readonly source: string;
}

/** Gives a control its type; a function, so that a control file reads as one expression. */
export const control = (definition: Control): Control => definition;

/** Whether a control looks at resources of a type, or at entries of a section of the template. */
export const isAbout = ({ appliesTo }: Control, type: string): boolean =>
  appliesTo.includes(type) || (appliesTo.includes(EVERY_RESOURCE) && isResourceType(type));
