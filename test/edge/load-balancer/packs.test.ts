import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { World } from './fixture';
import { GoldChecks } from '../../../src/checks';
import { FixedAddress, LoadBalancerAccess } from '../../../src/edge';
import { GoldProofs } from '../../../src/proofs';
import { type Finding, findingsOf, testApp } from '../../checks/synth';
import { testStack } from '../../checks/template';

/** An app with a load balancer of each access, a service, and fixed addresses. */
function everyAccess(): Finding[] {
  const app = testApp();
  const world = new World(testStack(app));
  const balancer = world.balancer();
  const service = world.service();
  const group = balancer.addSecureTargets('Web', { targets: [service], hosts: ['shop.example.com'], priority: 10 });
  service.scaleOnRequests(group, 1_000);
  world.balancer({ access: LoadBalancerAccess.peers() }, 'Inside');
  world.balancer({ access: LoadBalancerAccess.cloudFront() }, 'Origin');
  new FixedAddress(world.shop, 'Address', { loadBalancer: world.balancer({ access: LoadBalancerAccess.accelerator() }, 'Accelerated') });
  const packs = [AwsSolutionsChecks, NIST80053R5Checks, HIPAASecurityChecks, PCIDSS321Checks].map((Pack) => new Pack(app));
  return findingsOf(app, new GoldChecks(), new GoldProofs(), ...packs);
}

describe('an app with a load balancer of each access', () => {
  let findings: readonly Finding[];
  beforeAll(() => {
    // the fixture's own VPC, and web ACLs, which have tests of their own
    findings = everyAccess().filter(({ construct, description }) => !/^Test\/(Vpc|Custom::Vpc)|\/WebAcl\b/.test(construct) && !/WebAcl/.test(description));
  });

  test('passes GoldChecks, GoldProofs and cdk-nag\'s four packs', () => {
    expect(findings.filter(({ suppressed }) => !suppressed).map(({ rule, construct }) => `${rule} ${construct}`)).toEqual([]);
  });

  test('accepts only what AWS leaves no better way for', () => {
    const accepted = (path: RegExp) => {
      const rules = findings.filter(({ suppressed, construct }) => suppressed && path.test(construct)).map(({ rule }) => rule);
      return [...new Set(rules)].sort();
    };
    expect(accepted(/LoadBalancer\/Redirect/)).toEqual(['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-ELBv2ACMCertificateRequired`));
    expect(accepted(/LoadBalancer\/SecurityGroup/)).toEqual(['AwsSolutions-EC23']);
    expect(accepted(/\/Inside\b/)).toEqual([]);
    expect(accepted(/\/Accelerated\b/)).toEqual([]);
    expect(accepted(/\/Origin\b/)).toEqual(['NIST.800.53.R5-ALBWAFEnabled', 'PCI.DSS.321-ALBWAFEnabled']);
    expect(accepted(/\/Web(Parts)?\b/)).toEqual(['AwsSolutions-IAM5[Resource::*]']);
    expect(accepted(/GoldLoadBalancerLogs/)).toEqual([
      'HIPAA.Security-S3BucketReplicationEnabled', 'HIPAA.Security-S3DefaultEncryptionKMS',
      'NIST.800.53.R5-S3BucketReplicationEnabled', 'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'PCI.DSS.321-S3BucketReplicationEnabled', 'PCI.DSS.321-S3DefaultEncryptionKMS', 'noConfusedDeputy', 's3.customer-key',
    ]);
  });
});
