export * from './firewall-manager-network';
export * from './firewall-manager-policy';
export * from './firewall-manager-scope';
export * from './firewall-manager-security-groups';
export * from './firewall-manager-service';
export * from './firewall-manager-tags';
export * from './firewall-manager-waf';
