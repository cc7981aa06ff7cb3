import { keyArnName } from './private/key-arn-name';
import type { ProductTemplate } from './product-template';
import { Classification, Domain } from '../core';
import type { KeyPurpose } from '../keys';
import { LONGEST_DOMAIN_NAME } from '../private/names';

const GROUP = 'Domain';

/** What products ask of the domain that they are launched for, in the same words everywhere. */
export class DomainParameters {
  /** Asks for the name of the domain. */
  public static name(template: ProductTemplate): string {
    return template.ask('DomainName', {
      group: GROUP,
      label: 'Name of the domain',
      description: `Name of the domain: a letter, then lower-case letters, digits and single hyphens, up to ${LONGEST_DOMAIN_NAME} characters.`,
      // not beginning with aws: AWS keeps such aliases for itself
      allowedPattern: '^([b-z][a-z0-9]*|a([a-vx-z0-9][a-z0-9]*|w([a-rt-z0-9][a-z0-9]*)?)?)(-[a-z0-9]+)*$',
      maxLength: LONGEST_DOMAIN_NAME,
    }).valueAsString;
  }

  /** Asks how harmful it would be if the domain's data got out. */
  public static classification(template: ProductTemplate): Classification {
    return template.ask('Classification', {
      group: GROUP,
      label: 'Classification of its data',
      description: 'How harmful it would be if the data got out.',
      allowedValues: Object.values(Classification),
      defaultValue: Classification.CONFIDENTIAL,
    }).valueAsString as Classification;
  }

  /** Asks for the ARN of the domain's key for a purpose, as the product `domain` puts it out. */
  public static keyArn(template: ProductTemplate, purpose: KeyPurpose): string {
    const name = keyArnName(purpose);
    return template.ask(name, {
      group: GROUP,
      label: `ARN of its key for ${purpose}`,
      description: `ARN of the domain's key for ${purpose}: the output ${name} of the product that made the domain.`,
      allowedPattern: '^arn:(aws|aws-cn|aws-us-gov):kms:[a-z0-9-]+:[0-9]{12}:key/(mrk-)?[a-f0-9-]{32,36}$',
    }).valueAsString;
  }

  /** A domain that was launched before: asks for its name, its classification and its keys for some purposes. */
  public static domain(template: ProductTemplate, ...purposes: KeyPurpose[]): Domain {
    return new Domain(template, 'Domain', {
      name: DomainParameters.name(template),
      classification: DomainParameters.classification(template),
      // those of the product that makes domains
      existingKeyServicePrincipals: ['cloudwatch.amazonaws.com', 'events.amazonaws.com', 's3.amazonaws.com', 'sns.amazonaws.com'],
      existingKeyArns: Object.fromEntries(purposes.map((purpose) => [purpose, DomainParameters.keyArn(template, purpose)])),
    });
  }
}
