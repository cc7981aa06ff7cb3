/** A service principal as tables have it, without its suffix. */
interface NamedPrincipal {
  readonly principal: string;
  readonly regional?: boolean;
}

/** The name of a service principal, which has the Region in it for some services. */
export const servicePrincipalName = ({ principal, regional = false }: NamedPrincipal, region: string): string =>
  (regional ? `${principal}.${region}.amazonaws.com` : `${principal}.amazonaws.com`);
