import { dnsValidation as acmDnsValidation } from './acm/dns-validation';
import { expiryWatched as acmExpiryWatched } from './acm/expiry-watched';
import { keyLength as acmKeyLength } from './acm/key-length';
import { noExport as acmNoExport } from './acm/no-export';
import { transparencyLogging as acmTransparencyLogging } from './acm/transparency-logging';
import { accessLogs as cloudfrontAccessLogs } from './cloudfront/access-logs';
import { customCertificate as cloudfrontCustomCertificate } from './cloudfront/custom-certificate';
import { defaultRootObject as cloudfrontDefaultRootObject } from './cloudfront/default-root-object';
import { existingOrigin as cloudfrontExistingOrigin } from './cloudfront/existing-origin';
import { failover as cloudfrontFailover } from './cloudfront/failover';
import { functionOriginAccess as cloudfrontFunctionOriginAccess } from './cloudfront/function-origin-access';
import { keyGroups as cloudfrontKeyGroups } from './cloudfront/key-groups';
import { originHttps as cloudfrontOriginHttps } from './cloudfront/origin-https';
import { originTls as cloudfrontOriginTls } from './cloudfront/origin-tls';
import { s3OriginAccess as cloudfrontS3OriginAccess } from './cloudfront/s3-origin-access';
import { securityHeaders as cloudfrontSecurityHeaders } from './cloudfront/security-headers';
import { signedOriginRequests as cloudfrontSignedOriginRequests } from './cloudfront/signed-origin-requests';
import { sni as cloudfrontSni } from './cloudfront/sni';
import { tlsPolicy as cloudfrontTlsPolicy } from './cloudfront/tls-policy';
import { viewerHttps as cloudfrontViewerHttps } from './cloudfront/viewer-https';
import { webAcl as cloudfrontWebAcl } from './cloudfront/web-acl';
import type { Control } from './control';
import { clientAddress as globalacceleratorClientAddress } from './globalaccelerator/client-address';
import { dnssec as route53Dnssec } from './route53/dnssec';
import { dnssecAlarms as route53DnssecAlarms } from './route53/dnssec-alarms';
import { queryLogs as route53QueryLogs } from './route53/query-logs';
import { automaticResponseEnabled as shieldAutomaticResponse } from './shield/automatic-response';
import { healthChecks as shieldHealthChecks } from './shield/health-checks';
import { proactiveEngagement as shieldProactiveEngagement } from './shield/proactive-engagement';
import { responseTeam as shieldResponseTeam } from './shield/response-team';
import { antiDdos as wafv2AntiDdos } from './wafv2/anti-ddos';
import { baseline as wafv2Baseline } from './wafv2/baseline';
import { ddosChallenge as wafv2DdosChallenge } from './wafv2/ddos-challenge';
import { groupsAct as wafv2GroupsAct } from './wafv2/groups-act';
import { logging as wafv2Logging } from './wafv2/logging';
import { metrics as wafv2Metrics } from './wafv2/metrics';
import { notEmpty as wafv2NotEmpty } from './wafv2/not-empty';
import { paidGroupsLast as wafv2PaidGroupsLast } from './wafv2/paid-groups-last';
import { rateLimit as wafv2RateLimit } from './wafv2/rate-limit';
import { redaction as wafv2Redaction } from './wafv2/redaction';
import { ruleGroupNotEmpty as wafv2RuleGroupNotEmpty } from './wafv2/rule-group-not-empty';

/** The controls of CloudFront, AWS WAF, Shield, ACM, Route 53 and Global Accelerator, in the order of the documentation. */
export const EDGE_CONTROLS: readonly Control[] = [
  cloudfrontViewerHttps, cloudfrontTlsPolicy, cloudfrontCustomCertificate, cloudfrontSni, cloudfrontOriginHttps, cloudfrontOriginTls,
  cloudfrontS3OriginAccess, cloudfrontFunctionOriginAccess, cloudfrontSignedOriginRequests, cloudfrontExistingOrigin, cloudfrontKeyGroups,
  cloudfrontWebAcl, cloudfrontAccessLogs, cloudfrontDefaultRootObject, cloudfrontSecurityHeaders, cloudfrontFailover,
  wafv2NotEmpty, wafv2RuleGroupNotEmpty, wafv2Baseline, wafv2RateLimit, wafv2AntiDdos, wafv2DdosChallenge, wafv2PaidGroupsLast, wafv2GroupsAct,
  wafv2Logging, wafv2Redaction, wafv2Metrics,
  shieldAutomaticResponse, shieldHealthChecks, shieldProactiveEngagement, shieldResponseTeam,
  acmDnsValidation, acmExpiryWatched, acmKeyLength, acmTransparencyLogging, acmNoExport,
  route53Dnssec, route53DnssecAlarms, route53QueryLogs,
  globalacceleratorClientAddress,
];
