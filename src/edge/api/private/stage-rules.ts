import { Stack, aws_apigateway as apigateway, aws_apigatewayv2 as apigatewayv2 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { inStageOf, isSameId } from './same-id';

/** What is wrong with the stages of a REST API: one beside its own, which nothing protects; its own, if it logs requests and responses. */
export function faultsOfRestStages(api: apigateway.RestApi, own: apigateway.Stage): string[] {
  const others = inStageOf(api).filter(isStage)
    .filter((node) => node !== own.node.defaultChild && isSameId(node, node.restApiId, api, api.restApiId));
  return [...others.map((stage) => second(stage, api, 'SecureRestApi')), ...dataTraceFaults(own)];
}

/** What is wrong with the stages of an HTTP API: one beside its own. */
export function faultsOfHttpStages(api: apigatewayv2.HttpApi): string[] {
  return inStageOf(api)
    .filter((node) => node instanceof apigatewayv2.CfnStage)
    .filter((node) => node !== api.defaultStage?.node.defaultChild && isSameId(node, node.apiId, api, api.apiId))
    .map((stage) => second(stage, api, 'SecureHttpApi'));
}

/** A deployment that names a stage makes it, too. */
const isStage = (node: IConstruct): node is apigateway.CfnStage | apigateway.CfnDeployment =>
  node instanceof apigateway.CfnStage || (node instanceof apigateway.CfnDeployment && node.stageName !== undefined);

const second = (stage: IConstruct, api: IConstruct, construct: string): string =>
  `the stage '${stage.node.path}' is not valid: got a second stage of the API '${api.node.path}', without its throttling, logs and ${
    construct === 'SecureRestApi' ? 'web ACL' : 'metrics'
  }; allowed: the stage that the API makes itself; make another edge.${construct} for it`;

function dataTraceFaults(stage: apigateway.Stage): string[] {
  const { methodSettings } = stage.node.defaultChild as apigateway.CfnStage;
  const settings = (Stack.of(stage).resolve(methodSettings) ?? []) as { dataTraceEnabled?: boolean }[];
  return settings.some(({ dataTraceEnabled }) => dataTraceEnabled === true)
    ? [`dataTraceEnabled of the stage '${stage.node.path}' is not valid: got true; allowed: false; it would write bodies and headers of `
      + 'requests, with what is secret in them, into the log: read the access log, or trace with X-Ray']
    : [];
}
