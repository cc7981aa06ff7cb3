import type { IWebAcl } from '../waf';

/**
 * What Shield Advanced does by itself with the requests of an attack on an application: it keeps a rule group of its own in the web ACL.
 *
 * What capacity a web ACL of another app has left is not known here: look that 150 units are.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-automatic-app-layer-response.html
 */
export class AutomaticMitigation {
  /**
   * Requests of an attack are counted. Begin with it: Shield learns the ordinary traffic for 24 hours to 30 days.
   *
   * @param webAcl the web ACL of the resource: Shield takes 150 units of its capacity, which one of this app keeps free by itself
   */
  public static count(webAcl: IWebAcl): AutomaticMitigation { return new AutomaticMitigation(webAcl, 'count'); }

  /**
   * Requests of an attack are blocked.
   *
   * @param webAcl the web ACL of the resource: Shield takes 150 units of its capacity, which one of this app keeps free by itself
   */
  public static block(webAcl: IWebAcl): AutomaticMitigation { return new AutomaticMitigation(webAcl, 'block'); }

  private constructor(
    /** The web ACL that Shield keeps its rules in. */
    public readonly webAcl: IWebAcl,
    private readonly action: string,
  ) {}

  /** Whether requests are blocked. */
  public get blocks(): boolean { return this.action === 'block'; }
}
