import type { IConstruct } from 'constructs';
import { checks } from '../..';

const SHOP_TEAM = 'shop-team';

const accept = (construct: IConstruct, reason: string, ...rules: string[]): void => {
  for (const rule of rules) { checks.Acknowledgement.record(construct, { rule, owner: SHOP_TEAM, reason }); }
};

/** Databases keep automated backups by themselves; a plan of AWS Backup is the platform's to make. */
export function backedUpByRds(...databases: IConstruct[]): void {
  for (const database of databases) {
    accept(database, 'Amazon RDS keeps backups of 14 days, encrypted with the domain\'s key; the platform\'s plan of AWS Backup covers the account',
      'NIST.800.53.R5::NIST.800.53.R5-RDSInBackupPlan', 'HIPAA.Security::HIPAA.Security-RDSInBackupPlan');
  }
}

/** MySQL's general log would hold every statement with its values, and its audit log takes an option group. */
export function withoutStatementLog(database: IConstruct): void {
  accept(database, 'the general log holds the values of every statement, personal data too; errors and slow queries are exported',
    ...['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'].flatMap((pack) => ['audit', 'general'].map((log) => `${pack}::${pack}-RDSLoggingEnabled[LogExport::${log}]`)));
}

/** Enhanced monitoring writes by a role that takes AWS's own policy. */
export function monitoredByRds(...databases: IConstruct[]): void {
  for (const database of databases) {
    accept(database.node.findChild('MonitoringRole'), 'the policy is AWS\'s own for this one service, which writes metrics and reads nothing',
      'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]');
  }
}

/** A cache with users needs no AUTH token. */
export function usersInsteadOfToken(cache: IConstruct): void {
  accept(cache, 'the cache has users with passwords that rotate, which ElastiCache takes instead of an AUTH token', 'AwsSolutions::AwsSolutions-AEC6');
}
