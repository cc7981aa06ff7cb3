import { Aws, CfnParameter, type Stack, Token, type aws_sns as sns } from 'aws-cdk-lib';
import type { LaunchStatement } from './launch/statement';
import { KeyService } from '../../keys';

/** What a topic is known by where a policy names it. */
interface TopicName {
  readonly name: string;
  readonly account: string;
}

/** A topic that is told of launches, as the policies of launch roles name it. */
export class LaunchTopic {
  private readonly parameters = new Map<Stack, TopicName>();

  /**
   * @param number tells topics apart that the same roles tell
   * @param region of the portfolio, and so of the topic
   */
  constructor(private readonly topic: sns.ITopic, private readonly number: number, private readonly region: string) {}

  /** What a template of other accounts is given for its parameters. */
  public get given(): Readonly<Record<string, string>> {
    const { topicName, env: { account } } = this.topic;
    return Object.fromEntries([[`TopicName${this.number}`, topicName], [`TopicAccount${this.number}`, account]].filter(([, value]) => Token.isUnresolved(value)));
  }

  /**
   * What a launch role is allowed, so that it can publish. CloudFormation asks SNS in its name, and SNS asks KMS.
   *
   * @param ownAccount of the roles, where it is known to be the topic's
   * @param template that other accounts deploy, where the role is one of theirs: what only this deployment knows is asked for there
   */
  public statements(ownAccount: boolean, template?: Stack): LaunchStatement[] {
    const { number, region, topic: { masterKey } } = this;
    const { name, account } = template ? this.inTemplate(template) : this.here;
    const arn = `arn:${Aws.PARTITION}:sns:${region}:${account}:${name}`;
    const publish: LaunchStatement = { Sid: `TellTopic${number}`, Effect: 'Allow', Action: ['sns:Publish'], Resource: [arn] };
    if (!masterKey) { return [publish]; }
    const { context } = KeyService.SNS._facts;
    const keyAccount = Token.isUnresolved(masterKey.env.account) ? account : masterKey.env.account;
    return [publish, {
      Sid: `EncryptForTopic${number}`,
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'], // written out, so that they are uses of a key and nothing else
      Resource: [`arn:${Aws.PARTITION}:kms:${region}:${keyAccount}:key/*`], // the key's policy says which key it is
      Condition: {
        StringEquals: {
          'kms:CallerAccount': Aws.ACCOUNT_ID,
          'kms:ViaService': `sns.${region}.${Aws.URL_SUFFIX}`,
          [`kms:EncryptionContext:${context!.key}`]: arn,
          ...ownAccount ? {} : { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' },
        },
      },
    }];
  }

  private get here(): TopicName { return { name: this.topic.topicName, account: this.topic.env.account }; }

  private inTemplate(template: Stack): TopicName {
    const known = this.parameters.get(template);
    if (known) { return known; }
    const { number, given, here } = this;
    const asked = (id: string, value: string, allowedPattern: string, description: string): string =>
      (Object.hasOwn(given, id) ? new CfnParameter(template, id, { allowedPattern, description }).valueAsString : value);
    const made = {
      name: asked(`TopicName${number}`, here.name, '^[A-Za-z0-9_-]+$', 'Name of a topic that is told of launches'),
      account: asked(`TopicAccount${number}`, here.account, '^[0-9]+$', 'Account of that topic'),
    };
    this.parameters.set(template, made);
    return made;
  }
}
