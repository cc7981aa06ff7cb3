import { Token, aws_apigateway as apigateway, aws_apigatewayv2 as apigatewayv2 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { BasePaths, isMultiLevel } from './base-path';
import { inStageOf, isSameId } from './same-id';
import { refuseUnless } from '../../../private/errors';
import type { SecureHttpApi } from '../secure-http-api';
import type { SecureRestApi } from '../secure-rest-api';

/** Id of a mapping below its API: stacks of APIs wait for the stack of the name that they share, not the other way round. */
export const mappingId = (name: IConstruct, basePath?: string): string =>
  `Map-${name.node.addr}${basePath === undefined ? '' : `-${Token.isUnresolved(basePath) ? 'token' : basePath}`}`;

/**
 * What a public domain name leads to.
 *
 * By mappings of API Gateway's second version, in which REST APIs stand beside HTTP APIs; edge-optimized names don't have them.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export class ApiMappings {
  private readonly paths: BasePaths;
  private readonly own = new Set<IConstruct>();
  private multiLevelOfRest?: string;
  private hasHttp = false;

  constructor(private readonly name: apigateway.DomainName, private readonly isEdge: boolean) {
    this.paths = isEdge
      ? new BasePaths(`the edge-optimized domain name '${name.node.path}'`, 'make the name and its API Regional: ApiEndpoint.regional()')
      : new BasePaths(`the domain name '${name.node.path}'`);
    name.node.addValidation({ validate: () => this.faults() });
  }

  /** Maps a REST API. */
  public addRest(api: SecureRestApi, basePath?: string): void {
    this.paths.take(api.node.path, basePath);
    if (isMultiLevel(basePath)) { this.multiLevelOfRest ??= basePath; }
    this.checkMix(basePath);
    const id = mappingId(this.name, basePath);
    const [{ domainName }, { stageName: stage }] = [this.name, api.deploymentStage];
    this.own.add(this.isEdge
      ? new apigateway.CfnBasePathMapping(api, id, { restApiId: api.restApiId, domainName, stage, basePath })
      : new apigatewayv2.CfnApiMapping(api, id, { apiId: api.restApiId, domainName, stage, apiMappingKey: basePath }));
    api._closeDefaultEndpoint();
  }

  /** Maps an HTTP API. */
  public addHttp(api: SecureHttpApi, basePath?: string): void {
    this.paths.take(api.node.path, basePath);
    this.hasHttp = true;
    this.checkMix(basePath);
    this.own.add(new apigatewayv2.CfnApiMapping(api, mappingId(this.name, basePath), {
      apiId: api.apiId, domainName: this.name.domainName, stage: api._stageName, apiMappingKey: basePath,
    }));
    api._closeDefaultEndpoint();
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html */
  private checkMix(basePath?: string): void {
    refuseUnless(!this.hasHttp || this.multiLevelOfRest === undefined, {
      what: `basePath at the domain name '${this.name.node.path}'`,
      got: `${basePath ?? 'none'}, with an HTTP API and a REST API at ${this.multiLevelOfRest}`,
      allowed: 'one level for REST APIs beside an HTTP API: those of enhanced security policies take no more there',
      fix: 'pass one level for the REST API, or give the HTTP API a domain name of its own',
    });
  }

  /** A mapping of another kind leads around all that the name asks of its APIs. */
  private faults(): string[] {
    return inStageOf(this.name)
      .filter((node) => node instanceof apigateway.CfnBasePathMapping || node instanceof apigatewayv2.CfnApiMapping)
      .filter((node) => !this.own.has(node) && isSameId(node, node.domainName, this.name, this.name.domainName))
      .map(({ node }) => `the mapping '${node.path}' is not valid: got one of the domain name '${this.name.node.path}', whose API stays open at its default name and at `
        + 'older versions of TLS; allowed: what mapRestApi(api) and mapHttpApi(api) make; call these instead');
  }
}
