import { refuseUnless } from '../failure';
import { certificates as china } from './aws-cn.json';
import { certificates as government } from './aws-us-gov.json';
import { certificates as commercial } from './aws.json';
import { pemOf } from './pem';

/** The roots of Amazon RDS in one Region, in PEM: RDS, Aurora and DocumentDB. A server of another Region is not trusted. */
export function rdsAuthorities(region: string | undefined): string {
  const partitions: ReadonlyArray<Readonly<Record<string, readonly string[]>>> = [commercial, government, china];
  const partition = region === undefined ? undefined : partitions.find((candidate) => Object.hasOwn(candidate, region));
  refuseUnless(region !== undefined && partition !== undefined,
    'the certificate authorities of Amazon RDS are not known for this Region: give the rotation its authorities, in PEM');
  return pemOf(partition[region]);
}
