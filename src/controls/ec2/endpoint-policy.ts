import { isPrivateLinkPartner } from './endpoint-service';
import { ECR_LAYERS, ECR_LAYERS_ACTION } from '../../private/aws-buckets';
import { control, noRuntimeRule, notApplicable, unknown, violated } from '../control';
import { isForAnyone, judgePolicy, nameOf, requires, type Statement, textOf } from '../policy';
import { isIntrinsic } from '../template';

const BOUNDS = ['aws:PrincipalAccount', 'aws:PrincipalOrgID', 'aws:ResourceAccount', 'aws:ResourceOrgID'];

/** The bucket of AWS with the layers of images, in a Region of AWS; nobody else's bucket is called so. */
const LAYERS = new RegExp(`^${ECR_LAYERS
  .replace('*', '\\*')
  .replace('${Partition}', '(aws[a-z-]*|<AWS[.:]+Partition>)')
  .replace('${Region}', '([a-z]{2}(-[a-z]+)+-\\d|<AWS[.:]+Region>)')}$`);

/** Images of Amazon ECR can't be pulled without it, whoever the caller: ECR signs the addresses. */
const pullsLayers = ({ actions, notActions, resources, notResources }: Statement): boolean => notActions.length + notResources.length === 0
  && actions.length > 0 && actions.every((action) => action === ECR_LAYERS_ACTION)
  && resources.length > 0 && resources.every((resource) => LAYERS.test(textOf(resource) ?? ''));

export const endpointPolicy = control({
  id: 'ec2.endpoint-policy',
  title: 'a VPC endpoint lets through only known principals or resources',
  titleKo: 'VPC 엔드포인트는 지정된 보안 주체의 요청이나 지정된 리소스에 대한 요청만 통과시킨다',
  why: 'through an open endpoint data leaves with the credentials, or to the resources, of another account',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3', 'AC-4', 'AC-6', 'SC-7'], iso27001: ['A.8.20', 'A.8.22'], ismsP: ['2.6.1'] },
  appliesTo: ['AWS::EC2::VPCEndpoint'],
  check: (endpoint) => {
    const type = endpoint.get('VpcEndpointType') ?? 'Gateway';
    if (isIntrinsic(type)) { return unknown('VpcEndpointType is known only at deployment'); }
    if ((type !== 'Gateway' && type !== 'Interface') || isPrivateLinkPartner(endpoint)) { return notApplicable(); }
    const document = endpoint.get('PolicyDocument');
    if (document === undefined) { return violated('PolicyDocument is absent, so everything passes'); }
    return judgePolicy(document, (statements) => {
      const open = statements.find((statement) =>
        statement.effect === 'Allow' && isForAnyone(statement) && !pullsLayers(statement) && !BOUNDS.some((bound) => requires(statement, bound)));
      return open && `${nameOf(open)} allows everybody, and requires no fixed value of ${BOUNDS.join(', ')}`;
    });
  },
  default: {},
  fix: 'set a PolicyDocument that requires the account or organization of the principal or the resource',
  runtime: noRuntimeRule('the configuration item of an endpoint does not hold its policy'),
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
});
