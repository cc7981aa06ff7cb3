export * from './automatic-mitigation';
export * from './shield-members';
export * from './shield-proactive-engagement';
export * from './shield-protection';
export * from './shield-protection-group';
export * from './shield-resource';
export * from './shield-resource-type';
export * from './shield-response-team-access';
