import { Duration, Stack, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { seenFrom } from './across-regions';
import type { Limits } from './thresholds';
import { GLOBAL_REGION } from '../../../private/global-stack';

/** What CloudWatch tells of one thing: from it are made its alarms and its part of a dashboard. */
export interface Sight {
  /** What it is, for messages. */
  readonly what: string;
  /** The Region that its metrics lie in. */
  readonly region: string;
  /** Whether they lie in us-east-1 because AWS keeps them there, wherever the thing was made. */
  readonly isGlobal: boolean;
  /** What is seen of it, with names as a construct of any Region knows them. */
  readonly viewFrom: (consumer: IConstruct) => View;
}

export interface View {
  readonly graphs: readonly Graph[];
  readonly signs: readonly Sign[];
}

/** What is drawn together. */
export interface Graph {
  readonly title: string;
  /** By their labels: an alarm has none. */
  readonly lines: Readonly<Record<string, Line>>;
}

export type Line = cloudwatch.Metric | cloudwatch.MathExpression;

export const graph = (title: string, lines: Graph['lines']): Graph => ({ title, lines });

/** What rings: a metric that reaches a limit. */
export interface Sign {
  /** The id of the alarm. */
  readonly id: string;
  /** What is wrong when it rings. */
  readonly description: string;
  readonly metric: Line;
  /** From when it rings; never without. */
  readonly limit: (limits: Limits) => number | undefined;
  /** For how many of the metric's periods in a row. */
  readonly periods: number;
}

/** For what is counted. */
export const FIVE_MINUTES = Duration.minutes(5);
/** For what must last: five in a row ring. */
export const ONE_MINUTE = Duration.minutes(1);
/** Rings at once. */
export const ONCE = 1;
/** Rings when it lasted for five minutes. */
export const LASTING = 5;

/** The sight of what has its metrics where it was made. */
export const regional = (what: string, thing: IConstruct, viewFrom: Sight['viewFrom']): Sight => ({ what, region: Stack.of(thing).region, isGlobal: false, viewFrom });

/** The sight of what has its metrics in us-east-1. */
export const global = (what: string, viewFrom: Sight['viewFrom']): Sight => ({ what, region: GLOBAL_REGION, isGlobal: true, viewFrom });

/** Makes metrics of one namespace and one thing. */
export class Metrics {
  private readonly dimensions: Readonly<Record<string, string>>;

  constructor(private readonly namespace: string, consumer: IConstruct, dimensions: Readonly<Record<string, string>>) {
    this.dimensions = Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, seenFrom(consumer, value)]));
  }

  public of(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: this.namespace,
      metricName,
      statistic: 'Sum',
      period: FIVE_MINUTES,
      ...options,
      dimensionsMap: { ...this.dimensions, ...options.dimensionsMap },
    });
  }
}

/** An expression for what must last. */
export const lasting = (expression: string, usingMetrics: Record<string, cloudwatch.Metric>): cloudwatch.MathExpression =>
  new cloudwatch.MathExpression({ expression, usingMetrics, period: ONE_MINUTE });

/** Rings on many requests, where somebody says what many are. */
export const manyRequests = (metric: Line): Sign =>
  ({ id: 'Requests', description: 'it gets more requests than usual', metric, limit: ({ requests }) => requests, periods: ONCE });
