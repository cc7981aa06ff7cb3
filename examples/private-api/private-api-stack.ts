import * as path from 'node:path';
import { Stack, type StackProps, aws_apigateway as apigateway, type aws_ec2 as ec2, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acceptPathParameter } from './acknowledgements';
import { compute, edge, environment, network } from '../..';

/** A ledger behind a private API, and a caller in the same VPC. */
export class PrivateApiStack extends Stack {
  public readonly api: edge.SecureRestApi;
  public readonly endpoint: ec2.VpcEndpoint;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { EndpointService } = network;
    const gold = new environment.GoldEnvironment(this, 'Gold', {
      endpointServices: [
        EndpointService.KMS, EndpointService.SECRETS_MANAGER, EndpointService.STS, EndpointService.LOGS, EndpointService.SQS,
        EndpointService.API_GATEWAY, EndpointService.S3, EndpointService.DYNAMODB,
      ],
    });
    this.endpoint = gold.endpoints.endpoint(EndpointService.API_GATEWAY);
    const ledger = gold.addDomain('Ledger');
    new edge.ApiGatewayAccount(ledger, 'ApiGatewayAccount'); // once for an account and Region: the role by which API Gateway logs
    const code = lambda.Code.fromAsset(path.join(__dirname, 'functions'));

    const balance = new compute.DomainFunction(ledger, 'Balance', { vpc: gold.vpc, code, handler: 'balance.handler' });
    this.api = new edge.SecureRestApi(ledger, 'Api', { endpoint: edge.ApiEndpoint.privateTo(this.endpoint), description: 'balances of accounts' });
    const method = this.api.root.addResource('balances').addResource('{account}').addMethod('GET', new apigateway.LambdaIntegration(balance), {
      requestParameters: { 'method.request.path.account': true },
    });

    // callers sign with a role of their own, which may call this one method
    const report = new compute.DomainFunction(ledger, 'Report', {
      vpc: gold.vpc, code, handler: 'report.handler', environment: { BALANCES: this.api.urlForPath('/balances') },
    });
    report.addToRolePolicy(new iam.PolicyStatement({ actions: ['execute-api:Invoke'], resources: [method.methodArn] }));
    acceptPathParameter(report, method.methodArn);
  }
}
