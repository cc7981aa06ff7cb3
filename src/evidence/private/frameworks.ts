import type { FrameworkIds } from '../../controls/control';

export type FrameworkId = keyof FrameworkIds;

/** Names of the frameworks, as a reader knows them; the order is that of the page. */
export const FRAMEWORK_NAMES: Readonly<Record<FrameworkId, string>> = {
  fsbp: 'AWS Foundational Security Best Practices 1.0.0',
  cisAws5: 'CIS AWS Foundations Benchmark 5.0.0',
  nist80053r5: 'NIST SP 800-53 Rev. 5',
  pciDss401: 'PCI DSS 4.0.1',
  hipaa: 'HIPAA Security Rule (45 CFR 164)',
  iso27001: 'ISO/IEC 27001:2022 Annex A',
  soc2: 'SOC 2 (TSC 2017)',
  ismsP: 'ISMS-P 2023 (KISA)',
  controlTower: 'AWS Control Tower proactive controls',
};

export const FRAMEWORKS = Object.keys(FRAMEWORK_NAMES) as FrameworkId[];
