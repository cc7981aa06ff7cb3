/**
 * The function that tells CloudFormation the id of a security group that an AWS service makes in a VPC, some time after it is asked to. It waits for
 * the group up to five minutes, and a while for its own permission, which IAM tells everywhere only after some seconds; deletion leaves the group, which
 * is AWS's.
 *
 * In a shared VPC another account may have a group of that name: only one of the stack's own account counts. Of several none is taken, since whoever
 * made the other one would be let in.
 *
 * It is short enough to go inline, and takes the SDK of the runtime: it reads one name and no data.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export const FIND_SECURITY_GROUP = `
const { EC2Client, DescribeSecurityGroupsCommand } = require('@aws-sdk/client-ec2');

const PATIENCE = { attempts: 30, unauthorized: 6, milliseconds: 10000 };

async function find({ VpcId, GroupName, OwnerId }) {
  const client = new EC2Client({});
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }, { Name: 'group-name', Values: [GroupName] }, { Name: 'owner-id', Values: [OwnerId] }];
  for (let attempt = 1; ; attempt += 1) {
    let found = [];
    try {
      found = (await client.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups ?? [];
    } catch (error) {
      if (error.name !== 'UnauthorizedOperation' || attempt >= PATIENCE.unauthorized) { throw error; }
    }
    if (found.length > 1) { throw new Error(VpcId + ' has several security groups ' + GroupName + ': delete those that AWS did not make; deploy again'); }
    if (found.length === 1) { return found[0].GroupId; }
    if (attempt === PATIENCE.attempts) { throw new Error(VpcId + ' has no security group ' + GroupName + ': AWS makes it with the first origin or endpoint there; deploy again'); }
    await new Promise((resolve) => setTimeout(resolve, PATIENCE.milliseconds));
  }
}

exports.handler = async (event) => {
  const answer = { StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId, PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  try {
    if (event.RequestType !== 'Delete') { answer.PhysicalResourceId = await find(event.ResourceProperties); }
    answer.Status = 'SUCCESS';
  } catch (error) {
    answer.Status = 'FAILED';
    answer.Reason = error.message;
  }
  const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body: JSON.stringify(answer) });
  if (!ok) { throw new Error('CloudFormation did not take the answer: ' + status); }
};
`.trim();
