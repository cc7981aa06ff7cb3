import { Token } from 'aws-cdk-lib';
import { InvalidInputError, refuseUnless } from '../../private/errors';

/**
 * What Parameter Store takes.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html
 */
export const PARAMETER_LIMITS = {
  /** Of a name with the ARN before it, less the longest such beginning: arn:aws-us-gov:ssm:ap-northeast-1:111122223333:parameter/ */
  nameCharacters: 1_011 - 57,
  levels: 15,
  labelCharacters: 100,
  descriptionCharacters: 1_024,
  policies: 10,
  /** Of a standard parameter; over it AWS charges for the advanced tier. */
  standardBytes: 4_096,
};

/**
 * The full name of a domain's parameter: its path begins with the domain.
 *
 * @throws for a name that Parameter Store does not take, or that only the deployment knows: it stands in policies and event patterns
 */
export function fullParameterName(domainName: string, name: string): string {
  const full = `/${domainName}/${name}`;
  const allowed = `letters, digits and _.- in up to ${PARAMETER_LIMITS.levels - 1} levels with / between them, ${PARAMETER_LIMITS.nameCharacters} characters with the domain`;
  if (Token.isUnresolved(full)) {
    throw new InvalidInputError({ what: 'parameter name', got: 'a token', allowed: 'a literal', fix: 'write the name out: policies name the parameter by it' });
  }
  refuseUnless(/^[\w.-]+(\/[\w.-]+)*$/.test(name) && full.length <= PARAMETER_LIMITS.nameCharacters, {
    what: 'parameter name', got: name, allowed, fix: 'leave the domain out, it is put before it: \'api/token\' becomes /<domain>/api/token',
  });
  const levels = full.split('/').length - 1;
  refuseUnless(levels <= PARAMETER_LIMITS.levels, { what: 'parameter name', got: `${levels} levels`, allowed, fix: 'use fewer levels' });
  refuseUnless(!/^ssm/.test(domainName), {
    what: 'parameter name', got: full, allowed: 'a path that does not begin with ssm', fix: 'AWS keeps such names for itself: choose another domain name',
  });
  return full;
}

/** Refuses a label that Parameter Store does not take. */
export function checkLabel(label: string): string {
  refuseUnless(/^[A-Za-z_.-][\w.-]*$/.test(label) && !/^(aws|ssm)/i.test(label) && label.length <= PARAMETER_LIMITS.labelCharacters, {
    what: 'label',
    got: label,
    allowed: `1 to ${PARAMETER_LIMITS.labelCharacters} letters, digits and _.-, beginning with no digit and not with aws or ssm`,
    fix: 'pass a word such as deployed',
  });
  return label;
}
