import { certificates } from './amazon.json';
import { pemOf } from './pem';

/** The public roots of Amazon Trust Services, in PEM: Redshift, RDS Proxy, ElastiCache and MemoryDB. */
export const amazonAuthorities = (): string => pemOf(certificates.amazon);
