import { Stack, Token, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** What a message calls an endpoint. */
export const endpointName = ({ vpcEndpointId, node }: ec2.IVpcEndpoint): string => (Token.isUnresolved(vpcEndpointId) ? node.path : vpcEndpointId);

/** Refuses an endpoint that leads elsewhere than to APIs. That of an imported one is not known. */
export function checkApiEndpoint(endpoint: ec2.IVpcEndpoint): void {
  refuseUnless(!(endpoint instanceof ec2.GatewayVpcEndpoint), {
    what: 'endpoint of a private API',
    got: endpointName(endpoint),
    allowed: 'an interface endpoint of execute-api',
    fix: 'gateway endpoints lead to S3 and DynamoDB only: make an interface endpoint',
  });
  const service = endpoint instanceof ec2.InterfaceVpcEndpoint ? serviceOf(endpoint) : undefined;
  refuseUnless(service === undefined || /(^|\.)execute-api(-fips)?$/.test(service), {
    what: 'endpoint of a private API',
    got: `'${endpointName(endpoint)}', of ${service?.replace(/^.*\./, '')}`,
    allowed: 'an interface endpoint of execute-api',
    fix: 'pass one of network.EndpointService.API_GATEWAY or ec2.InterfaceVpcEndpointAwsService.APIGATEWAY',
  });
}

/** The end of its service's name, if it is written out: the Region before it may be a token. */
function serviceOf(endpoint: ec2.InterfaceVpcEndpoint): string | undefined {
  const { serviceName } = endpoint.node.defaultChild as ec2.CfnVPCEndpoint;
  const name = Stack.of(endpoint).resolve(serviceName) as string | { 'Fn::Join'?: [string, unknown[]] };
  const end = typeof name === 'string' ? name : name['Fn::Join']?.[1].at(-1);
  return typeof end === 'string' ? end : undefined;
}
