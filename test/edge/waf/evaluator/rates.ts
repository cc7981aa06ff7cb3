/**
 * The requests that rate-based rules counted, for each rule and each of its aggregation instances.
 *
 * AWS counts within about half a minute and near the limit; here a request over the limit is seen at once, so that a test has one answer:
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-caveats.html
 */
export class Rates {
  private readonly times = new Map<string, number[]>();

  /** Counts a request, and says whether it is over the limit of the seconds before it. */
  public isOver(rule: string, instance: readonly string[], at: number, limit: number, window: number): boolean {
    const name = JSON.stringify([rule, ...instance]);
    const recent = (this.times.get(name) ?? []).filter((time) => time > at - window);
    recent.push(at);
    this.times.set(name, recent);
    return recent.length > limit;
  }
}
