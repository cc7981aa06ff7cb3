import { kindsOf } from './physical-names';
import type { Target } from './resource-arns';
import type { LaunchedResource } from './template';
import { DOMAIN_TAG, PRODUCT_TAG } from '../../../private/names';
import { type ActionFacts, actionFacts, arnFacts, resourceTypeFacts } from '../facts';
import type { Conditions } from '../policy-statement';

const DOCS = 'https://docs.aws.amazon.com';

/** A service whose actions are bound by tags, and where AWS says that it honours them. */
interface TaggedService {
  readonly service: string;
  /** The key that says which action the tags come with. Tagging is a second authorization, of which the resource has no tags yet. */
  readonly createAction?: string;
  /** Whether a creation is decided by the tags it comes with, yes by default. */
  readonly bindsCreation?: boolean;
  readonly source: string;
}

/**
 * The services whose tags bind. The reference tells of tags for more; those are bound where their tags turn out to count, and otherwise by names and ARNs,
 * since a condition that a service does not honour stops every launch. Known not to bind surely: Amazon S3 (a bucket's tags count only once ABAC is turned on for it: AmazonS3/latest/userguide/buckets-tagging-enable-abac.html),
 * Amazon DynamoDB (an account may have ABAC turned off: amazondynamodb/latest/developerguide/abac-troubleshooting.html) and IAM (roles are bound by path,
 * name and boundary, and what was written is seen with a delay: IAM/latest/UserGuide/troubleshoot.html).
 */
const TAGGED_SERVICES: readonly TaggedService[] = [
  { service: 'ec2', createAction: 'ec2:CreateAction', source: `${DOCS}/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html` },
  { service: 'ecs', createAction: 'ecs:CreateAction', source: `${DOCS}/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html` },
  { service: 'elasticloadbalancing', createAction: 'elasticloadbalancing:CreateAction', source: `${DOCS}/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html` },
  { service: 'kms', source: `${DOCS}/kms/latest/developerguide/tag-authorization.html` },
  { service: 'lambda', source: `${DOCS}/lambda/latest/dg/attribute-based-access-control.html` },
  // its pages say that policies can't decide which tags log groups are given
  { service: 'logs', bindsCreation: false, source: `${DOCS}/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html` },
  { service: 'rds', source: `${DOCS}/AmazonRDS/latest/UserGuide/USER_Tagging.html` },
  { service: 'secretsmanager', source: `${DOCS}/secretsmanager/latest/userguide/auth-and-access_examples.html` },
  { service: 'sns', source: `${DOCS}/sns/latest/dg/sns-tags.html` },
  { service: 'sqs', source: `${DOCS}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-abac.html` },
];

/** Whether a resource's tags bind an action that does something to it. */
export function isBoundByTags(action: string): boolean {
  const [service] = action.split(':');
  const kinds = arnFacts(service);
  const { on = [], level = 'Read' } = actionFacts(action) ?? {};
  const reads = level === 'List' || (level === 'Read' && !READS_SECRETS.includes(action));
  return !reads && TAGGED_SERVICES.some((one) => one.service === service) && on.some((kind) => kinds[kind.replace(/\?$/, '')]?.tags === true);
}

/** Reading that is as good as having: what else is read is known by whoever sees the resource. */
const READS_SECRETS = ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'];

const REQUEST = `aws:RequestTag/${PRODUCT_TAG}`;
const RESOURCE = `aws:ResourceTag/${PRODUCT_TAG}`;

/** The conditions that hold for what a launch of a product does. */
export class ProductTags {
  constructor(private readonly productName: string) {}

  /** Whether a resource surely carries the product's tag from its creation on. */
  public carries({ type, properties }: LaunchedResource): boolean {
    const { tags, tagOnCreate } = resourceTypeFacts(type) ?? {};
    const value = tags === undefined || tagOnCreate !== true ? undefined : properties[tags];
    if (Array.isArray(value)) {
      return (value as { Key?: unknown; Value?: unknown }[]).some(({ Key, Value }) => Key === PRODUCT_TAG && Value === this.productName);
    }
    return typeof value === 'object' && value !== null && (value as Readonly<Record<string, unknown>>)[PRODUCT_TAG] === this.productName;
  }

  /**
   * What binds an action on what it is done on: nothing where tags don't.
   *
   * @param creates actions that make the same kind of resource
   */
  public conditions(action: string, facts: ActionFacts, target: Target, creates: readonly string[]): (Conditions | undefined)[] {
    const [service] = action.split(':');
    const row = TAGGED_SERVICES.find((one) => one.service === service);
    if (facts.level === 'Read' || facts.level === 'List' || service === 's3') { return [undefined]; }
    if (facts.level === 'Tagging') { return this.tagging(action, row, target, creates); }
    const kind = target.kind.slice(service.length + 1);
    const isTagged = target.made.length > 0
      && target.made.every((resource) => kindsOf(resource.type).includes(target.kind) && this.carries(resource));
    if (!isTagged || arnFacts(service)[kind]?.tags !== true) { return [undefined]; }
    // where it counts, another product's is not touched; where it does not, no launch stops
    if (!row) { return [{ StringEqualsIfExists: { [RESOURCE]: this.productName } }]; }
    if (creates.includes(action)) {
      return row.bindsCreation !== false && facts.tags?.includes('RequestTag') ? [{ StringEquals: { [REQUEST]: this.productName } }] : [undefined];
    }
    // a name binds already, and tags may come into force after creation goes on; an id binds nothing
    return [{ [target.isNamed ? 'StringEqualsIfExists' : 'StringEquals']: { [RESOURCE]: this.productName } }];
  }

  /** What makes a resource without an ARN of its own, such as a key, is bound by the tag that comes with it. */
  public creation(facts: ActionFacts, makers: readonly LaunchedResource[]): Conditions | undefined {
    const isTagged = makers.length > 0 && makers.every((resource) => this.carries(resource)) && facts.tags?.includes('RequestTag') === true;
    return isTagged ? { StringEquals: { [REQUEST]: this.productName } } : undefined;
  }

  /**
   * Tags are written while the resource has none yet, or while it is this product's; never another product's, and never with another's name: a service
   * that knows no tags lets both pass. An id binds nothing, so that a tag alone could make any resource the product's: what a domain has is not taken.
   */
  private tagging(action: string, row: TaggedService | undefined, { isNamed }: Target, creates: readonly string[]): Conditions[] {
    if (isNamed || !row) { return [{ StringEqualsIfExists: { [REQUEST]: this.productName, [RESOURCE]: this.productName } }]; }
    const later = { StringEquals: { [RESOURCE]: this.productName }, StringEqualsIfExists: { [REQUEST]: this.productName } };
    if (/:(Untag|Delete|Remove)/.test(action)) { return [later]; }
    const names = creates.map((create) => create.split(':')[1]).sort();
    const { createAction } = row;
    if (createAction !== undefined && names.length > 0) {
      return [{ StringEquals: { [createAction]: names, [REQUEST]: this.productName } }, later];
    }
    return [{ StringEquals: { [REQUEST]: this.productName }, Null: { [RESOURCE]: 'true', [`aws:ResourceTag/${DOMAIN_TAG}`]: 'true' } }, later];
  }
}
