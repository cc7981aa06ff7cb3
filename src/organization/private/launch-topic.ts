import { Aws, CfnParameter, type Stack, Token, type aws_sns as sns } from 'aws-cdk-lib';
import type { LaunchStatement } from './launch/statement';
import { KeyService } from '../../keys';

/** A topic that is told of launches, as the policies of launch roles name it. */
export class LaunchTopic {
  /** What a template of other accounts is given for its parameters. */
  public readonly given: Readonly<Record<string, string>>;

  private readonly parameters = new Map<Stack, Readonly<Record<string, string>>>();

  /** @param number tells topics apart that the same roles tell */
  constructor(private readonly topic: sns.ITopic, private readonly number: number) {
    const { topicName, env: { account } } = topic;
    this.given = Object.fromEntries([[`TopicName${number}`, topicName], [`TopicAccount${number}`, account]].filter(([, value]) => Token.isUnresolved(value)));
  }

  /**
   * What a launch role is allowed, so that it can publish. CloudFormation asks SNS in its name, and SNS asks KMS.
   *
   * @param template that other accounts deploy, where the role is one of theirs: what only this deployment knows is asked for there
   */
  public statements(template?: Stack): LaunchStatement[] {
    const { number, topic: { topicName, masterKey, env: { region, account } } } = this;
    const { [`TopicName${number}`]: name = topicName, [`TopicAccount${number}`]: owner = account } = template ? this.parametersOf(template) : {};
    const arn = `arn:${Aws.PARTITION}:sns:${region}:${owner}:${name}`;
    const publish: LaunchStatement = { Sid: `TellTopic${number}`, Effect: 'Allow', Action: ['sns:Publish'], Resource: [arn] };
    if (!masterKey) { return [publish]; }
    const { context } = KeyService.SNS._facts;
    return [publish, {
      Sid: `EncryptForTopic${number}`,
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'], // written out, so that they are uses of a key and nothing else
      Resource: [`arn:${Aws.PARTITION}:kms:${region}:${owner}:key/*`], // the key's policy says which key it is
      Condition: {
        StringEquals: {
          'kms:CallerAccount': Aws.ACCOUNT_ID,
          'kms:ViaService': `sns.${region}.${Aws.URL_SUFFIX}`,
          [`kms:EncryptionContext:${context!.key}`]: arn,
          ...template ? { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } : {},
        },
      },
    }];
  }

  private parametersOf(template: Stack): Readonly<Record<string, string>> {
    const known = this.parameters.get(template);
    if (known) { return known; }
    const made = Object.fromEntries(Object.keys(this.given).map((id) => {
      const isName = id.startsWith('TopicName');
      const parameter = new CfnParameter(template, id, {
        allowedPattern: isName ? '^[A-Za-z0-9_-]+$' : '^[0-9]+$', description: isName ? 'Name of a topic that is told of launches' : 'Account of that topic',
      });
      return [id, parameter.valueAsString];
    }));
    this.parameters.set(template, made);
    return made;
  }
}
