import { type CheckResult, type FrameworkIds, notApplicable } from '../control';
import { allApplicable, decideItems, isPresent, itemsOf } from '../items';
import { textOf } from '../policy';
import { accepted, agreed, best, type Presence, worst } from '../presence';
import { asBoolean, isIntrinsic, isRecord, type TemplateResource } from '../template';
import { decideEach, deferred, isDeferred, valuesAt } from '../value';

export const DISTRIBUTION = 'AWS::CloudFront::Distribution';

/** What Security Hub's controls about TLS at CloudFront answer to. */
export const TRANSIT_REQUIREMENTS: FrameworkIds = {
  nist80053r5: ['AC-4', 'AC-17(2)', 'IA-5(1)', 'SC-7(4)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-12(3)', 'SC-13', 'SC-23', 'SC-23(3)', 'SI-7(6)'],
  iso27001: ['A.8.24'],
  ismsP: ['2.7.1'],
};

/** What a property of a distribution's configuration may be. */
export const configOf = (distribution: TemplateResource, ...path: string[]): readonly unknown[] =>
  valuesAt(distribution.properties, 'DistributionConfig', ...path);

type Decide = (part: unknown, name: string) => CheckResult;

/** Every cache behavior must hold, the default one too. */
export const decideBehaviors = (distribution: TemplateResource, decide: Decide): CheckResult => allApplicable(
  decideEach(configOf(distribution, 'DefaultCacheBehavior'), (behavior) =>
    (isIntrinsic(behavior) ? deferred('DefaultCacheBehavior') : decide(behavior, 'the default behavior'))),
  decideItems(configOf(distribution, 'CacheBehaviors'), 'CacheBehaviors', (behavior) => decide(behavior, `the behavior of ${nameOf(behavior, 'PathPattern')}`)),
);

/** Every origin must hold. */
export const decideOrigins = (distribution: TemplateResource, decide: Decide): CheckResult => allApplicable(
  decideItems(configOf(distribution, 'Origins'), 'Origins', (origin) => decide(origin, `origin ${nameOf(origin, 'Id')}`)),
  ...legacyOrigins(distribution).map((origin) => decide(origin, 'the origin')),
);

/** The origins that the default behavior may go to, and whether these are all. */
export function defaultOrigins(distribution: TemplateResource): { readonly origins: readonly unknown[]; readonly certain: boolean } {
  const all = itemsOf(configOf(distribution, 'Origins'));
  const targets = configOf(distribution, 'DefaultCacheBehavior', 'TargetOriginId').map(identityOf);
  const members = itemsOf(configOf(distribution, 'OriginGroups', 'Items')).items
    .filter((group) => valuesAt(group, 'Id').some((id) => targets.includes(identityOf(id))))
    .flatMap((group) => itemsOf(valuesAt(group, 'Members', 'Items')).items.flatMap((member) => valuesAt(member, 'OriginId')).map(identityOf));
  const origins = all.items.filter((origin) => valuesAt(origin, 'Id').some((id) => [...targets, ...members].includes(identityOf(id))));
  const legacy = legacyOrigins(distribution);
  return { origins: [...origins, ...legacy], certain: all.certain && origins.length + legacy.length > 0 };
}

/** How CloudFront reaches an origin; undefined where only a deployment knows. */
export type OriginKind = 's3' | 'website' | 'function' | 'vpc' | 'custom';

export function kindOf(distribution: TemplateResource, origin: unknown): OriginKind | undefined {
  if (valuesAt(origin, 'VpcOriginConfig').some((config) => config !== undefined)) { return 'vpc'; }
  if (valuesAt(origin, 'S3OriginConfig').some((config) => config !== undefined)) { return 's3'; }
  const kinds = new Set(valuesAt(origin, 'DomainName').map((domain) => kindOfDomain(distribution, domain)));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

function kindOfDomain({ template }: TemplateResource, domain: unknown): OriginKind | undefined {
  const text = textOf(domain);
  const refersTo = (type: string): boolean => template.ofType(type).some((resource) => resource.isReferredBy(domain));
  if (refersTo('AWS::Lambda::Url') || /\.lambda-url\./.test(text ?? '')) { return 'function'; }
  if (refersTo('AWS::S3::Bucket')) { return JSON.stringify(domain).includes('WebsiteURL') ? 'website' : 's3'; }
  if (/\.s3-website[.-]/.test(text ?? '')) { return 'website'; }
  if (/\.s3([.-][\w-]+|\.dualstack\.[\w-]+|\.<AWS\.Region>)?\.(amazonaws\.com(\.cn)?|<AWS\.URLSuffix>)$|\.accesspoint\.s3-global\./.test(text ?? '')) { return 's3'; }
  return text === undefined || /^<Fn\.\w+>$/.test(text) || isDeferred(template, text) ? undefined : 'custom';
}

/** Distributions of tenants take their certificate, and often their origins' details, from each tenant. */
export const isForTenants = (distribution: TemplateResource): boolean =>
  configOf(distribution, 'ConnectionMode').every((mode) => mode === 'tenant-only');

/** Decides over a certificate of one's own; without one CloudFront sets the protocol itself, which another control is about. */
export const decideOwnCertificate = (distribution: TemplateResource, decide: (certificate: unknown) => CheckResult): CheckResult =>
  decideEach(configOf(distribution, 'ViewerCertificate'), (certificate) => {
    if (isIntrinsic(certificate)) { return deferred('ViewerCertificate'); }
    const own = ownership(distribution, certificate);
    if (own === 'not') { return notApplicable(); }
    const result = decide(certificate);
    return own === 'perhaps' && result.status === 'violated' ? deferred('whether ViewerCertificate names a certificate') : result;
  });

/** Whether a certificate is one's own, and not that of cloudfront.net. */
export const ownership = ({ template }: TemplateResource, certificate: unknown): Presence => (isRecord(certificate) ? worst([
  accepted(valuesAt(certificate, 'CloudFrontDefaultCertificate'), (value) => asBoolean(value) !== true),
  best(['AcmCertificateArn', 'IamCertificateId'].map((name) => agreed(valuesAt(certificate, name).map((value) => {
    const present = isPresent(template, value);
    return present === undefined ? 'perhaps' : present ? 'there' : 'not';
  })))),
]) : 'not');

/** The forms from before origins were a list, in the words of today. */
const legacyOrigins = (distribution: TemplateResource): readonly unknown[] => [
  ...configOf(distribution, 'S3Origin').filter(isPlain).map(({ DNSName, OriginAccessIdentity }) => ({ DomainName: DNSName, S3OriginConfig: { OriginAccessIdentity } })),
  ...configOf(distribution, 'CustomOrigin').filter(isPlain).map(({ DNSName, ...config }) => ({ DomainName: DNSName, CustomOriginConfig: config })),
];

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => isRecord(value) && !isIntrinsic(value);

/** Ids may be references; equal ones are written equally. */
export const identityOf = (id: unknown): string => JSON.stringify(id) ?? '';

const nameOf = (item: unknown, property: string): string => textOf(isRecord(item) ? item[property] : undefined) ?? '(unnamed)';
