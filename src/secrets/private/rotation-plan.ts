import type { aws_ec2 as ec2, aws_lambda as lambda, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { Construct, IConstruct, IDependable } from 'constructs';
import type { RotatedSecret } from './rotated-secret';
import type { Domain } from '../../core';

/** What is rotated, and for whom. */
export interface RotationSubject {
  readonly secret: RotatedSecret;
  readonly domain: Domain;
}

/** What a plan made. */
export interface PlannedRotation {
  /** The rotation function; none where a service rotates by itself. */
  readonly handler?: lambda.IFunction;
  /** What must be there before the first rotation begins. */
  readonly before: readonly IDependable[];
}

/** How one kind of rotation is wired: a rotation is a description, and this makes something of it. */
export interface RotationPlan {
  /** What the secret is attached to before it rotates. */
  readonly attachmentTarget?: secretsmanager.ISecretAttachmentTarget;
  /** Where functions of the rotation run. */
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** Whether passwords are made by rules of the rotation, beside which the user's own have no place. */
  readonly hasOwnRules?: boolean;
  /** How the first value is made; `undefined` where the rotation does not know. */
  firstValue?(scope: IConstruct): secretsmanager.SecretStringGenerator;
  /** Makes the function, its permissions and its way to the server, in a scope of its own. */
  wire(scope: Construct, subject: RotationSubject): PlannedRotation;
}
