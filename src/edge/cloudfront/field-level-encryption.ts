import { aws_cloudfront as cloudfront } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { refuseUnless } from '../../private/errors';
import { globalName } from '../private/global-name';

/** Properties of field-level encryption. */
export interface FieldLevelEncryptionProps {
  /** The public key, RSA of 2048 bits. Whoever holds the private key reads the fields, and nobody else. */
  readonly publicKey: cloudfront.IPublicKey;

  /** Name of who decrypts: letters, digits, underscores and hyphens. The private key's holder passes the same to the AWS Encryption SDK. */
  readonly providerId: string;

  /** Names of the fields, or their first letters and an asterisk: 1 to 10, and none that another matches. */
  readonly fields: string[];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-field-level-encryption */
const MOST_FIELDS = 10;

/**
 * Fields of posted forms that CloudFront encrypts with a public key before it passes a request on: load balancer, servers and logs never see them in
 * clear. The body must be `application/x-www-form-urlencoded`; what another type carries is refused, since it would pass in clear.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/field-level-encryption.html
 * @example
 * declare const publicKey: cloudfront.PublicKey;
 * const cards = new edge.FieldLevelEncryption(this, 'Cards', { publicKey, providerId: 'payments', fields: ['card-*'] });
 */
export class FieldLevelEncryption extends Construct {
  /** Id of the configuration. */
  public readonly configurationId: string;

  constructor(scope: Construct, id: string, props: FieldLevelEncryptionProps) {
    super(scope, id);
    check(props);
    const profile = new cloudfront.CfnFieldLevelEncryptionProfile(this, 'Profile', {
      fieldLevelEncryptionProfileConfig: {
        name: globalName(this, 128),
        callerReference: globalName(this, 128),
        encryptionEntities: [{ publicKeyId: props.publicKey.publicKeyId, providerId: props.providerId, fieldPatterns: props.fields }],
      },
    });
    const configuration = new cloudfront.CfnFieldLevelEncryptionConfig(this, 'Resource', {
      callerReference: globalName(this, 128),
      contentTypeProfileConfig: {
        forwardWhenContentTypeIsUnknown: false,
        contentTypeProfiles: [{ contentType: 'application/x-www-form-urlencoded', format: 'URLEncoded', profileId: profile.attrId }],
      },
      queryArgProfileConfig: { forwardWhenQueryArgProfileIsUnknown: false, queryArgProfiles: [] },
    });
    this.configurationId = configuration.attrId;
  }
}

function check({ providerId, fields }: FieldLevelEncryptionProps): void {
  refuseUnless(/^[\w-]{1,128}$/.test(providerId), { what: 'providerId', got: providerId, allowed: '1 to 128 letters, digits, underscores and hyphens', fix: 'name who decrypts, such as payments' });
  refuseUnless(fields.length >= 1 && fields.length <= MOST_FIELDS, { what: 'fields', got: `${fields.length} fields`, allowed: `1 to ${MOST_FIELDS}`, fix: 'let fields begin alike, and name their beginning: card-*' });
  for (const field of fields) {
    refuseUnless(/^[^*\s]+\*?$/.test(field), { what: 'fields', got: field, allowed: 'a name, or its first letters and an asterisk', fix: 'pass a pattern such as card-*' });
  }
  const overlap = fields.find((field, at) => fields.some((other, index) => index !== at && matches(other, field)));
  refuseUnless(overlap === undefined, { what: 'fields', got: String(overlap), allowed: 'patterns none of which another matches', fix: 'leave out the narrower one' });
}

const matches = (pattern: string, name: string): boolean => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
