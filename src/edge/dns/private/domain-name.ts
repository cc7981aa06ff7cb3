import { Token } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
const NAME_OCTETS = 253;

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

export interface DomainNameRules {
  /** The input, in the words of the user who typed it. */
  readonly what: string;
  /** Whether the leftmost label may be an asterisk. */
  readonly wildcard?: boolean;
  /** Longest name, where it is shorter than DNS takes. */
  readonly maxOctets?: number;
  /** How few labels there may be. */
  readonly minLabels?: number;
}

/**
 * A DNS name as it is compared: lower case, without the dot at its end.
 *
 * @throws if it is none; a token passes
 */
export function checkDomainName(name: string, { what, wildcard = false, maxOctets = NAME_OCTETS, minLabels = 2 }: DomainNameRules): string {
  if (Token.isUnresolved(name)) { return name; }
  const plain = name.toLowerCase().replace(/\.$/, '');
  refuseUnless(plain.length <= maxOctets, {
    what,
    got: `${name} of ${plain.length} octets`,
    allowed: `up to ${maxOctets} octets`,
    fix: maxOctets === NAME_OCTETS ? 'shorten it' : 'make a shorter name the first, and this one an alternative name',
  });
  const labels = plain.split('.');
  const own = wildcard && labels[0] === '*' ? labels.slice(1) : labels;
  refuseUnless(own.length >= minLabels && own.every((label) => LABEL.test(label)), {
    what,
    got: name,
    allowed: `${minLabels > 1 ? 'two or more labels' : 'labels'} of 1 to 63 letters, digits and inner hyphens${wildcard ? ', after an optional `*.`' : ''}`,
    fix: /\*/.test(plain)
      ? wildcard ? 'an asterisk stands for the whole leftmost label: *.example.com' : 'name it without an asterisk'
      : 'write a name of other scripts in Punycode (xn--…)',
  });
  refuseUnless(own.every((label) => label.slice(2, 4) !== '--' || label.startsWith('xn--')), {
    what, got: name, allowed: 'hyphens in the third and fourth place only after xn', fix: 'write the name in Punycode: ACM renews no other',
  });
  return plain;
}

/** Whether a name is a zone's own or lies below it. */
export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);
