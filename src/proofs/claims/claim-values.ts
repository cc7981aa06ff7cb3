/** What texts in claims look like; `*` is any letters. */
export const PRINCIPAL_ARN = /^(\*|arn:(aws[a-z-]*|\*):(iam::(\d{12}|[\d?]*\*[\d*?]*):(root|\*|(user|role)\/[^$]+)|sts::(\d{12}|[\d?]*\*[\d*?]*):federated-user\/[^$]+))$/;
export const ACTION = /^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/;
export const ACCOUNT_ID = /^\d{12}$/;
export const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;
export const SERVICE_PRINCIPAL = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
export const SOURCE_ARN = /^arn:(aws[a-z-]*|\*):[^:]+:[^:]*:[^:]*:.+$/;
export const VPC_ENDPOINT_ID = /^vpce-[0-9a-f]{8,17}$/;
