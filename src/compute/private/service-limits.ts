import { Token, aws_ecs as ecs } from 'aws-cdk-lib';
import { taskSizeOf } from './fargate-sizes';
import { refuseUnless } from '../../private/errors';
import type { DomainServiceProps } from '../domain-service';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MOST_TASKS = 5_000;

/** Refuses a number that is not whole, or out of bounds. */
export function checkWithin(what: string, got: number | undefined, { min, max }: { readonly min: number; readonly max: number }): void {
  refuseUnless(got === undefined || Token.isUnresolved(got) || Number.isInteger(got) && got >= min && got <= max, {
    what, got, allowed: `${min} to ${max}`, fix: 'pass a whole number within it, or leave it out',
  });
}

/** Refuses what AWS would, and what no service of a domain is. */
export function checkServiceProps(props: DomainServiceProps): void {
  const { minTasks, maxTasks, user, writableDirectories } = props;
  checkWithin('port', props.port, { min: 1, max: 65_535 });
  checkWithin('minTasks', minTasks, { min: 2, max: MOST_TASKS });
  checkWithin('maxTasks', maxTasks, { min: minTasks ?? 2, max: MOST_TASKS });
  checkWithin('cpuTargetPercent', props.cpuTargetPercent, { min: 10, max: 90 });
  taskSizeOf(props.cpu, props.memoryLimitMiB);
  refuseUnless(user === undefined || /^[1-9]\d*(:[1-9]\d*)?$/.test(user), {
    what: 'user of a container', got: user, allowed: 'numbers above 0, such as 1000 or 1000:1000', fix: 'name a user that is not root by its number, since a name may stand for root',
  });
  for (const directory of writableDirectories ?? []) {
    refuseUnless(/^\/[^/]+/.test(directory), { what: 'writableDirectories', got: directory, allowed: 'absolute paths below /', fix: 'name the directory, such as /tmp' });
  }
  refuseUnless(!(props.image instanceof ecs.RepositoryImage), {
    what: 'image of a service',
    got: 'an image of a registry',
    allowed: 'images of Amazon ECR',
    fix: 'isolated subnets reach ECR only, where images are scanned and encrypted: copy it there and pass `ecs.ContainerImage.fromEcrRepository(…)`',
  });
}
