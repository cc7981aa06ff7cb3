import { aws_shield as shield } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { claimForAccount } from './private/once';
import type { ShieldProtection } from './shield-protection';
import { refuseUnless } from '../../private/errors';

/** A person or duty that the Shield response team calls. */
export interface ShieldContact {
  /** Email address: at most 150 characters. */
  readonly emailAddress: string;

  /**
   * Telephone number with its country, such as `+12065550100`. One contact at least must have one.
   *
   * @default - none
   */
  readonly phoneNumber?: string;

  /**
   * When to use this contact: which is the first and which the second, the hours and the time zone. At most 1,024 letters, digits, spaces and `.-,:/()+@`.
   *
   * @default - none
   */
  readonly notes?: string;
}

/** Properties of proactive engagement. */
export interface ShieldProactiveEngagementProps {
  /** Whom the team calls: 1 to 10, in the order of the list. */
  readonly contacts: ShieldContact[];

  /** The protections that the team watches. Each needs a health check: the team calls when one fails during an attack. */
  readonly protections: ShieldProtection[];
}

/** https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_EmergencyContact.html */
const EMAIL = /^\S+@\S+\.\S+$/;
const PHONE = /^\+[1-9]\d{1,14}$/;
const NOTES = /^[\w\s.\-,:/()+@]{1,1024}$/;

/**
 * The Shield response team calls you when an attack makes a protected resource sick, before you call them.
 *
 * The account needs Shield Advanced, and a Business or Enterprise support plan. It is one setting of the account: write it once.
 *
 * @example
 * declare const protection: edge.ShieldProtection;
 * new edge.ShieldProactiveEngagement(this, 'Engagement', {
 *   contacts: [{ emailAddress: 'security@example.com', phoneNumber: '+12065550100', notes: 'hotline, 24 hours' }],
 *   protections: [protection],
 * });
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-proactive-engagement.html
 */
export class ShieldProactiveEngagement extends Construct {
  /**
   * Enables proactive engagement.
   *
   * @throws if a contact is not valid, none has a telephone number, a protection has no health check, or the account has another one in the app
   */
  constructor(scope: Construct, id: string, props: ShieldProactiveEngagementProps) {
    super(scope, id);
    checkContacts(props.contacts);
    checkProtections(props.protections);
    claimForAccount(this, 'proactive engagement', 'name all contacts and protections in one');
    const engagement = new shield.CfnProactiveEngagement(this, 'Resource', {
      proactiveEngagementStatus: 'ENABLED',
      emergencyContactList: props.contacts.map(({ emailAddress, phoneNumber, notes }) => ({ emailAddress, phoneNumber, contactNotes: notes })),
    });
    props.protections.forEach((protection) => engagement.node.addDependency(protection));
  }
}

function checkContacts(contacts: readonly ShieldContact[]): void {
  refuseUnless(contacts.length >= 1 && contacts.length <= 10, { what: 'contacts of proactive engagement', got: `${contacts.length}`, allowed: '1 to 10', fix: 'name whom the response team calls' });
  refuseUnless(contacts.some(({ phoneNumber }) => phoneNumber !== undefined), {
    what: 'contacts of proactive engagement', got: 'no telephone number', allowed: 'one at least', fix: 'give a contact its `phoneNumber`: the response team calls',
  });
  for (const { emailAddress, phoneNumber, notes } of contacts) {
    refuseUnless(EMAIL.test(emailAddress) && emailAddress.length <= 150, { what: 'emailAddress', got: emailAddress, allowed: 'an address of at most 150 characters', fix: 'write it as name@example.com' });
    refuseUnless(phoneNumber === undefined || PHONE.test(phoneNumber), { what: 'phoneNumber', got: phoneNumber, allowed: 'a plus sign and 2 to 15 digits', fix: 'write it with its country, as +12065550100' });
    refuseUnless(notes === undefined || NOTES.test(notes), {
      what: 'notes of a contact', got: notes, allowed: '1 to 1,024 letters, digits, spaces and .-,:/()+@', fix: 'say the hours, the time zone and the order of the contacts in these characters',
    });
  }
}

function checkProtections(protections: readonly ShieldProtection[]): void {
  const blind = protections.filter(({ isHealthBased }) => !isHealthBased).map(({ node }) => node.path);
  refuseUnless(protections.length > 0 && blind.length === 0, {
    what: 'protections of proactive engagement',
    got: protections.length === 0 ? 'none' : `${blind.join(', ')} without a health check`,
    allowed: 'protections with a health check',
    fix: 'pass `healthCheck` to each ShieldProtection: by it the response team sees that an attack does harm',
  });
}
