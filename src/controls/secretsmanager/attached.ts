import { isRecord, type TemplateResource } from '../template';

/** Resources of a type that name a secret by its `SecretId`: by reference, by name, or through its attachment to a database. */
export function attachedTo(secret: TemplateResource, type: string): readonly TemplateResource[] {
  const name = secret.get('Name');
  const names = (resource: TemplateResource): boolean => {
    const id = resource.get('SecretId');
    const through = secret.template.resolve(id);
    return secret.isReferredBy(id)
      || (typeof name === 'string' && id === name)
      || (isRecord(id) && through?.type === 'AWS::SecretsManager::SecretTargetAttachment' && names(through));
  };
  return secret.template.ofType(type).filter(names);
}
