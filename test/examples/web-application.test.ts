import { type Assembly, synthesize } from './assembly';

const openFindings = ({ reports }: Assembly): string[] => reports.flatMap(({ pluginName, violations = [] }) => violations.map(({ ruleName }) => `${pluginName} ${ruleName}`));

describe('the web application with Shield Advanced', () => {
  let assembly: Assembly;
  beforeAll(() => { assembly = synthesize('web-application', { shield: 'true' }); }, 120_000);

  test('passes all packs and proves its claims', () => { expect(openFindings(assembly)).toEqual([]); });

  test('has the distribution and the zone protected, the response team called by health, and mitigation that counts first', () => {
    const ofType = (type: string) => assembly.resources.filter(({ Type }) => Type === type);
    expect(ofType('AWS::Shield::Protection')).toHaveLength(2);
    expect(ofType('AWS::Shield::ProactiveEngagement')).toHaveLength(1);
    expect(ofType('AWS::Shield::Protection').map(({ Properties }) => Properties?.ApplicationLayerAutomaticResponseConfiguration))
      .toContainEqual({ Status: 'ENABLED', Action: { Count: {} } });
  });
});
