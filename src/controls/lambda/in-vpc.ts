import { compliant, control, managedRule, violated } from '../control';
import { asArray, isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const inVpc = control({
  id: 'lambda.in-vpc',
  title: 'a function runs in a VPC',
  titleKo: '함수는 VPC 안에서 실행된다',
  why: 'without it, nothing bounds where the function can send data',
  severity: 'low',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
    iso27001: ['A.8.20', 'A.8.22'],
    ismsP: ['2.6.1'],
    controlTower: ['CT.LAMBDA.PR.3'],
  },
  appliesTo: ['AWS::Lambda::Function'],
  check: (fn) => decideEach(valuesAt(fn.properties, 'VpcConfig', 'SubnetIds'), (subnets) => {
    if (isIntrinsic(subnets)) { return deferred('SubnetIds'); }
    return asArray(subnets).length > 0 ? compliant() : violated('VpcConfig has no SubnetIds');
  }),
  default: {},
  fix: 'set the SubnetIds and SecurityGroupIds of VpcConfig',
  runtime: managedRule('LAMBDA_INSIDE_VPC'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
});
