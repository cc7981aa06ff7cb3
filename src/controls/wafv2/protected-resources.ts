import { textOf } from '../policy';
import { best, type Presence, presenceOf, worst } from '../presence';
import { checkAutomaticResponse, PROTECTION } from '../shield/protection';
import type { TemplateResource } from '../template';
import { valuesAt } from '../value';

/** Whether Shield Advanced, by its own rules, stops floods at everything that the template puts behind a web ACL. */
export function mitigationByShield(acl: TemplateResource): Presence {
  const behind = (type: string, ...path: string[]) =>
    acl.template.ofType(type).filter((other) => valuesAt(other.properties, ...path).some((arn) => acl.isReferredBy(arn)));
  const associated = behind('AWS::WAFv2::WebACLAssociation', 'WebACLArn').map((association) => {
    const resource = textOf(association.get('ResourceArn'));
    return protectionOf(association, (arn) => resource !== undefined && textOf(arn) === resource);
  });
  const distributions = behind('AWS::CloudFront::Distribution', 'DistributionConfig', 'WebACLId')
    .map((distribution) => protectionOf(distribution, (arn) => distribution.isReferredBy(arn)));
  const answers = [...associated, ...distributions];
  return answers.length > 0 ? worst(answers) : 'not';
}

const protectionOf = (subject: TemplateResource, isOf: (arn: unknown) => boolean): Presence =>
  best(subject.template.ofType(PROTECTION).map((protection) =>
    worst([presenceOf(subject, protection, valuesAt(protection.properties, 'ResourceArn').map(isOf)), blocking(protection)])));

function blocking(protection: TemplateResource): Presence {
  const { status } = checkAutomaticResponse(protection);
  return status === 'compliant' ? 'there' : status === 'unknown' ? 'perhaps' : 'not';
}
