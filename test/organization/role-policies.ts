import type { App } from 'aws-cdk-lib';
import { ACCOUNT, type Call } from './requests';

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>>;
}
interface Statement { readonly Effect: string; readonly Action: string | readonly string[]; readonly Resource: unknown }
interface Tag { readonly Key: string; readonly Value: unknown }

const asList = <T>(value: T | readonly T[] | undefined): T[] => (value === undefined ? [] : [value].flat() as T[]);

/** The logical ids that a value refers to. */
const refersTo = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":(?:"|\[")([^"]+)"/g)].map(([, id]) => id);

const domainOf = (tags: unknown): string | undefined => {
  const found = (Array.isArray(tags) ? tags as Tag[] : []).find(({ Key }) => Key === 'domain')?.Value;
  return typeof found === 'string' ? found : undefined;
};

/**
 * Every action that a policy of the app allows a role, as a call of that role on what the policy names: with the domain of role and resource where the
 * template tags them.
 */
export function promisedCalls(app: App): Call[] {
  return app.synth().stacksRecursively.flatMap(({ template }) => callsOf(template as Template));
}

function callsOf({ Resources = {} }: Template): Call[] {
  return Object.values(Resources).filter(({ Type }) => /^AWS::IAM::(Managed)?Policy$/.test(Type)).flatMap(({ Properties }) =>
    asList(Properties.Roles).flatMap(refersTo).flatMap((roleId) => {
      const { Path = '/', Tags } = Resources[roleId].Properties;
      const role = `${String(Path).slice(1)}${roleId}`;
      const statements = (Properties.PolicyDocument as { Statement: Statement[] }).Statement.filter(({ Effect }) => Effect === 'Allow');
      return statements.flatMap((statement) => asList(statement.Action).flatMap((action) => asList(statement.Resource).map((resource) => {
        const [target] = refersTo(resource).filter((id) => id in Resources);
        const contextOf = { 'aws:ResourceTag/domain': domainOf(Resources[target]?.Properties.Tags), 'aws:PrincipalTag/domain': domainOf(Tags) };
        const context = Object.fromEntries(Object.entries(contextOf).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
        return { role, action, resource: `arn:aws:${action.split(':')[0]}:eu-west-1:${ACCOUNT}:${target ?? 'any'}`, context };
      })));
    }));
}

