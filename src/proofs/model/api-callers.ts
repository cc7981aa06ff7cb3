import { allOf, anyOf, type Truth } from './answer';
import { type ApiMethods, BY_COGNITO, BY_IAM, BY_LAMBDA } from './api-methods';
import { and, type Formula, IAM_TYPES, implies, or, type Request, type RequestSpace, TRUE, unknown } from '../engine';
import { resourceLike } from '../engine/evaluator/arn';
import { written } from '../engine/evaluator/letters';

/** AWS's page says of it that the policy must allow, and in a table that it need not. */
const COGNITO = 'whether a caller with a token of Amazon Cognito gets in without a word of the policy, AWS says both ways';

/**
 * Who calls an API by the authorization of its methods: identities only where a method authorizes by IAM, and callers without one only elsewhere.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export class ApiCallers {
  constructor(private readonly space: RequestSpace, private readonly methods: ApiMethods) {}

  /** The method knows the caller as the principal that it is. */
  public get areKnown(): Formula {
    return and(
      implies(this.space.principals.isOneOf(...IAM_TYPES), this.calls((kind) => kind === BY_IAM)),
      implies(this.isAnonymous, this.calls((kind) => kind !== BY_IAM)),
    );
  }

  /** A Lambda authorizer may let in a caller of whom the policy says nothing. */
  public get byAuthorizer(): Formula {
    return and(this.isAnonymous, or(this.calls((kind) => kind === BY_LAMBDA), and(this.calls((kind) => kind === BY_COGNITO), unknown(COGNITO))));
  }

  /** The same of one request. */
  public knows({ principal: { type }, resource }: Request): Truth {
    if (IAM_TYPES.includes(type)) { return this.takes(resource, (kind) => kind === BY_IAM); }
    return type === 'anonymous' ? this.takes(resource, (kind) => kind !== BY_IAM) : true;
  }

  public authorizes({ principal: { type }, resource }: Request): Truth {
    const byLambda = this.takes(resource, (kind) => kind === BY_LAMBDA);
    return allOf(type === 'anonymous', anyOf(byLambda, allOf(this.takes(resource, (kind) => kind === BY_COGNITO), undefined)));
  }

  private get isAnonymous(): Formula {
    return this.space.principals.isOneOf('anonymous');
  }

  private calls(isMeant: (authorization: string) => boolean): Formula {
    if (typeof this.methods === 'string') { return unknown(this.methods); }
    const found = this.methods.filter(({ authorization }) => isMeant(authorization));
    return found.length === 0 ? or() : found.length === this.methods.length ? TRUE : this.space.resourceIs(...found.flatMap(({ calls }) => calls));
  }

  private takes(resource: string, isMeant: (authorization: string) => boolean): Truth {
    if (typeof this.methods === 'string') { return undefined; }
    const found = this.methods.filter(({ authorization }) => isMeant(authorization));
    return found.length === this.methods.length || found.some(({ calls }) => calls.some((arn) => resourceLike(written(arn), resource) === true));
  }
}
