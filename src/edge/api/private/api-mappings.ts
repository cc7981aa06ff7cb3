import { type aws_apigateway as apigateway, aws_apigatewayv2 as apigatewayv2 } from 'aws-cdk-lib';
import { checkBasePath, checkOneLevel, isMultiLevel } from './base-path';
import { refuseUnless } from '../../../private/errors';
import type { SecureHttpApi } from '../secure-http-api';
import type { SecureRestApi } from '../secure-rest-api';

/**
 * What a public domain name leads to.
 *
 * REST APIs stand beside HTTP APIs by mappings of API Gateway's second version only, which edge-optimized names don't have.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export class ApiMappings {
  private readonly takenBy = new Map<string | undefined, string>();
  private readonly ofFirstVersion = new Map<apigateway.BasePathMapping, () => void>();
  private multiLevelOfRest?: string;
  private hasHttp = false;

  constructor(private readonly name: apigateway.DomainName, private readonly isEdge: boolean) {}

  /** Maps a REST API. */
  public addRest(api: SecureRestApi, basePath?: string): void {
    if (this.isEdge) {
      checkOneLevel(`the edge-optimized domain name '${this.name.node.path}'`, 'pass one level, or make the name and its API Regional: ApiEndpoint.regional()', basePath);
    }
    this.take(api.node.path, basePath);
    if (isMultiLevel(basePath)) {
      this.multiLevelOfRest ??= basePath;
      this.checkMix(basePath);
      this.name.addApiMapping(api.deploymentStage, { basePath });
      return;
    }
    const mapBySecondVersion = (): void => {
      new apigatewayv2.CfnApiMapping(this.name, `Mapping-${basePath ?? 'root'}`, {
        apiId: api.restApiId, domainName: this.name.domainName, stage: api.deploymentStage.stageName, apiMappingKey: basePath,
      });
    };
    if (this.hasHttp) {
      mapBySecondVersion();
    } else {
      this.ofFirstVersion.set(this.name.addBasePathMapping(api, { basePath, stage: api.deploymentStage }), mapBySecondVersion);
    }
  }

  /** Makes way for an HTTP API. */
  public addHttp(api: SecureHttpApi, basePath?: string): void {
    this.take(api.node.path, basePath);
    this.hasHttp = true;
    this.checkMix(basePath);
    for (const [mapping, mapBySecondVersion] of this.ofFirstVersion) {
      this.name.node.tryRemoveChild(mapping.node.id);
      mapBySecondVersion();
    }
    this.ofFirstVersion.clear();
  }

  private take(api: string, basePath?: string): void {
    checkBasePath(basePath);
    refuseUnless(!this.takenBy.has(basePath), {
      what: `basePath at the domain name '${this.name.node.path}'`,
      got: `${basePath ?? 'none'}, for '${api}'`,
      allowed: `one that does not lead to '${this.takenBy.get(basePath)}' yet`,
      fix: 'pass another `basePath`',
    });
    this.takenBy.set(basePath, api);
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
}
