import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import {
  ALL_QUERY_ARGUMENTS_SURCHARGE, ANY_POSITION_SURCHARGE, BYTE_MATCH_COSTS, COSTS, JSON_BODY_FACTOR, LABELS_OF_ONE_UNIT, RATE_COST, RATE_KEY_COST,
  SQLI_COSTS, TRANSFORMATION_COST,
} from './capacity-costs';

type Statement = wafv2.CfnWebACL.StatementProperty;
type Field = wafv2.CfnWebACL.FieldToMatchProperty;
type Transformations = wafv2.CfnWebACL.TextTransformationProperty[];

/** What rules cost: their statements, each transformation that is applied, named by what it is applied to, and the labels that they add. */
export interface Cost {
  readonly base: number;
  readonly transformations: readonly string[];
  readonly labels: number;
}

/** What costs a known number. */
export const costOf = (base: number): Cost => ({ base, transformations: [], labels: 0 });

/** What labels cost. */
export const costOfLabels = (labels: number): Cost => ({ base: 0, transformations: [], labels });

/** What several things cost together. */
export const sumOf = (costs: readonly Cost[]): Cost => ({
  base: costs.reduce((sum, { base }) => sum + base, 0),
  transformations: costs.flatMap(({ transformations }) => transformations),
  labels: costs.reduce((sum, { labels }) => sum + labels, 0),
});

/** The most that AWS takes: each transformation is paid for, and labels that make no whole unit as one. */
export const mostOf = ({ base, transformations, labels }: Cost): number =>
  base + TRANSFORMATION_COST * transformations.length + Math.ceil(labels / LABELS_OF_ONE_UNIT);

/**
 * The least that AWS takes: it may charge once for a transformation of one component that several rules apply.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
 */
export const leastOf = ({ base, transformations, labels }: Cost): number =>
  base + TRANSFORMATION_COST * new Set(transformations).size + Math.floor(labels / LABELS_OF_ONE_UNIT);

/** What a statement costs that stands in no other account's hands: all but managed groups and references to rule groups. */
export function costOfStatement(statement: Statement): Cost {
  const [[type, content]] = Object.entries(statement).filter(([, value]) => value !== undefined) as [[string, unknown]];
  switch (type) {
    case 'andStatement':
    case 'orStatement':
      return sumOf((content as { statements: Statement[] }).statements.map(costOfStatement));
    case 'notStatement':
      return costOfStatement((content as { statement: Statement }).statement);
    case 'rateBasedStatement':
      return costOfRate(content as wafv2.CfnWebACL.RateBasedStatementProperty);
    case 'ipSetReferenceStatement': {
      const { ipSetForwardedIpConfig } = content as { ipSetForwardedIpConfig?: { position: string } };
      return costOf(COSTS.ipSetReferenceStatement + (ipSetForwardedIpConfig?.position === 'ANY' ? ANY_POSITION_SURCHARGE : 0));
    }
    case 'byteMatchStatement':
      return costOfInspection(BYTE_MATCH_COSTS[(content as wafv2.CfnWebACL.ByteMatchStatementProperty).positionalConstraint], content as Inspection);
    case 'sqliMatchStatement':
      return costOfInspection(SQLI_COSTS[(content as wafv2.CfnWebACL.SqliMatchStatementProperty).sensitivityLevel ?? 'LOW'], content as Inspection);
    default: {
      const base = COSTS[type as keyof typeof COSTS];
      return 'fieldToMatch' in (content as object) ? costOfInspection(base, content as Inspection) : costOf(base);
    }
  }
}

interface Inspection { readonly fieldToMatch: Field; readonly textTransformations: Transformations }

function costOfInspection(base: number, { fieldToMatch, textTransformations }: Inspection): Cost {
  return {
    labels: 0,
    base: base * (fieldToMatch.jsonBody ? JSON_BODY_FACTOR : 1) + (fieldToMatch.allQueryArguments ? ALL_QUERY_ARGUMENTS_SURCHARGE : 0),
    transformations: namesOf(JSON.stringify(fieldToMatch), textTransformations),
  };
}

function costOfRate({ customKeys, scopeDownStatement }: wafv2.CfnWebACL.RateBasedStatementProperty): Cost {
  const keys = (customKeys ?? []) as wafv2.CfnWebACL.RateBasedStatementCustomKeyProperty[];
  const own = costOf(RATE_COST + RATE_KEY_COST * keys.length);
  return scopeDownStatement ? sumOf([own, costOfStatement(scopeDownStatement as Statement)]) : own;
}

/** A transformation's name holds those before it: what it works on is what they made. */
function namesOf(component: string, transformations: Transformations): string[] {
  const types = [...transformations].sort((one, other) => one.priority - other.priority).map(({ type }) => type).filter((type) => type !== 'NONE');
  return types.map((_, index) => [component, ...types.slice(0, index + 1)].join(' '));
}
