import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import * as tls from 'node:tls';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { authoritiesFor } from '../../../src/secrets/rotation/authorities';
import { tlsOptions, type Trust } from '../../../src/secrets/rotation/engines/trust';
import { publicTrustOf, trustOf } from '../../../src/secrets/rotation/engines/trusted-authorities';
import { authoritiesOfRun, CertificateAuthority, type CertificateKind, serverCertificate } from '../../servers/certificates';

const ROOT = path.join(__dirname, '..', '..', '..');
const SCRIPT = path.join('scripts', 'certificate-authorities.js');
const DATA = path.join('src', 'secrets', 'rotation', 'authorities');
const SETS = ['amazon', 'aws', 'aws-cn', 'aws-us-gov'];
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];
const DAY = 86_400_000;

/** Regions whose roots AWS does not publish yet, on the day in the header: a rotation there needs its authorities given. */
const WITHOUT_ROOTS = ['me-west-1'];

interface Committed {
  readonly header: {
    readonly day: string;
    readonly sources: ReadonlyArray<{ readonly obtained: string }>;
    readonly fingerprints: Readonly<Record<string, string>>;
  };
  readonly certificates: Readonly<Record<string, readonly string[]>>;
}

const committed = (set: string) => JSON.parse(fs.readFileSync(path.join(ROOT, DATA, `${set}.json`), 'utf8')) as Committed;
const certificatesOf = (pem: string) => (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((block) => new X509Certificate(block));
const namesOf = (pem: string) => certificatesOf(pem).map(({ subject }) => /^CN=(.*)$/m.exec(subject)?.[1]);
const run = (root: string, ...args: string[]) => spawnSync(process.execPath, [path.join(root, SCRIPT), ...args], { encoding: 'utf8' });

/** A copy of the script and its files, for what must not be done to those of the project. */
function inCopy(work: (root: string) => void) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'authorities-'));
  try {
    for (const name of [SCRIPT, ...SETS.map((set) => path.join(DATA, `${set}.json`))]) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      fs.copyFileSync(path.join(ROOT, name), path.join(root, name));
    }
    work(root);
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

describe('the committed certificates', () => {
  test('are what the script writes', () => {
    const { status, stdout, stderr } = run(ROOT, '--check');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim().split('\n').map((line) => line.split(':')[0]).sort()).toEqual(SETS);
  });

  test.each(SETS)('of %s are roots of authorities that sign themselves, and none expires within 180 days of the day in the header', (set) => {
    const { header, certificates } = committed(set);
    const soon = Date.parse(header.day) + 180 * DAY;
    const all = Object.values(certificates).flat().map((body) => new X509Certificate(Buffer.from(body, 'base64')));
    expect(all.length).toBe(Object.keys(header.fingerprints).length);
    expect(all.filter((certificate) => !certificate.ca || !certificate.verify(certificate.publicKey))).toEqual([]);
    expect(all.filter(({ validTo }) => Date.parse(validTo) < soon)).toEqual([]);
  });

  test.each(SETS)('of %s tell where they came from', (set) => {
    const { sources } = committed(set).header;
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.every(({ obtained }) => obtained !== '')).toBe(true);
  });

  test('are of each Region that a partition has, but for those that AWS publishes none of', () => {
    const regions = RegionInfo.regions
      .filter(({ name, partition }) => PARTITIONS.includes(partition!) && !WITHOUT_ROOTS.includes(name))
      .map(({ name }) => name);
    const there = PARTITIONS.flatMap((set) => Object.keys(committed(set).certificates));
    expect(regions.length).toBeGreaterThan(30);
    expect(regions.filter((region) => !there.includes(region))).toEqual([]);
    expect(WITHOUT_ROOTS.filter((region) => there.includes(region))).toEqual([]);
  });

  test('are refused by the check when one was replaced', () => {
    inCopy((root) => {
      const file = path.join(root, DATA, 'aws-cn.json');
      const text = fs.readFileSync(file, 'utf8');
      const { certificates } = JSON.parse(text) as Committed;
      fs.writeFileSync(file, text.replace(certificates['cn-north-1'][1], certificates['cn-northwest-1'][1]));
      const { status, stderr } = run(root, '--check');
      expect(status).toBe(1);
      expect(stderr).toMatch(/^aws-cn: /);
    });
  });

  test('stay as they are when one file of an update has a certificate of somebody else', async () => {
    const forged = await CertificateAuthority.create('Amazon RDS cn-north-1 Root CA RSA2048 G1');
    inCopy((root) => {
      const pem = (set: string) => Object.values(committed(set).certificates).flat().map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`).join('');
      for (const set of SETS) { fs.writeFileSync(path.join(root, `${set}.pem`), set === 'aws-cn' ? pem(set) + forged.certificate : pem(set)); }
      fs.writeFileSync(path.join(root, 'sources.json'), JSON.stringify(Object.fromEntries(SETS.map((set) => [set, { obtained: 'a test', confirmedBy: [] }]))));
      const { status, stderr } = run(root, `--from=${root}`);
      expect({ status, stderr }).toEqual({ status: 1, stderr: 'aws-cn: \'Amazon RDS cn-north-1 Root CA RSA2048 G1\' is no authority of this set\n' });
      for (const set of SETS) { expect(fs.readFileSync(path.join(root, DATA, `${set}.json`), 'utf8')).toBe(fs.readFileSync(path.join(ROOT, DATA, `${set}.json`), 'utf8')); }
    });
  });
});

describe('the authorities of a service', () => {
  test.each(['eu-central-1', 'us-gov-west-1', 'cn-north-1'])('of Amazon RDS in %s are the three roots of that Region', (region) => {
    expect(namesOf(authoritiesFor({ kind: 'rds', region }))).toEqual(['ECC384', 'RSA2048', 'RSA4096'].map((algorithm) => `Amazon RDS ${region} Root CA ${algorithm} G1`));
  });

  test('with public certificates are the five roots of Amazon, in each Region', () => {
    expect(namesOf(authoritiesFor({ kind: 'amazon' }))).toEqual([1, 2, 3, 4].map((number) => `Amazon Root CA ${number}`).concat('Starfield Services Root Certificate Authority - G2'));
  });

  test.each([undefined, '', 'me-west-1', 'us-iso-east-1', 'constructor', '__proto__'])('of Amazon RDS are refused in the unknown Region %p', (region) => {
    expect(() => authoritiesFor({ kind: 'rds', region })).toThrow('refused-input: the certificate authorities of Amazon RDS are not known for this Region: give the rotation its authorities, in PEM');
  });
});

describe('the trust of a function', () => {
  const environment = { AWS_REGION: 'eu-central-1' };
  /** A connection's end: the error that refused it, or that it was trusted. */
  const connectTo = async (kind: CertificateKind, trust: Trust): Promise<string> => {
    const { certificate, key } = await serverCertificate(kind);
    const server = tls.createServer({ cert: certificate, key }).on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = tls.connect({ ...tlsOptions(trust, 'localhost'), host: '127.0.0.1', port: (server.address() as AddressInfo).port });
    try {
      await once(socket, 'secureConnect');
      return socket.authorized ? 'trusted' : 'not verified';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      socket.destroy();
      server.close();
    }
  };
  const own = async () => (await authoritiesOfRun()).trusted.certificate;

  test('is Amazon RDS in the function\'s Region where its options say nothing', () => {
    expect(trustOf({}, environment)).toEqual({ authorities: authoritiesFor({ kind: 'rds', region: 'eu-central-1' }), serverName: undefined });
  });

  test('is the public roots where its options say so, and for engines that have no other', () => {
    expect(trustOf({ authority: 'amazon' }, {}).authorities).toBe(authoritiesFor({ kind: 'amazon' }));
    expect(publicTrustOf({}).authorities).toBe(authoritiesFor({ kind: 'amazon' }));
  });

  test('is its own authorities instead of any others, also where the Region is unknown', async () => {
    const pem = await own();
    for (const trust of [trustOf({ authorities: pem }, { AWS_REGION: 'me-west-1' }), publicTrustOf({ authorities: pem })]) {
      expect(certificatesOf(trust.authorities).map(({ raw }) => raw)).toEqual([new X509Certificate(pem).raw]);
    }
  });

  test('keeps nothing of its own authorities but certificates', async () => {
    const { certificate, key } = await serverCertificate('good');
    expect(trustOf({ authorities: `a comment\n${key}\n${certificate}` }, environment).authorities).not.toMatch(/PRIVATE|comment/);
  });

  test.each(['', 'not a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])('is refused for the authorities %j', (authorities) => {
    expect(() => trustOf({ authorities }, environment)).toThrow('refused-input: the option authorities is not a list of certificates in PEM: give those that signed the server\'s');
  });

  test('is refused for an authority that does not exist', () => {
    expect(() => trustOf({ authority: 'anybody' }, environment)).toThrow('refused-input: the option authority is neither rds nor amazon: deploy the function with its construct');
  });

  test('is in no version of TLS before 1.2', () => {
    expect(tlsOptions(trustOf({}, environment), 'h').minVersion).toBe('TLSv1.2');
  });

  test('has the name that the certificate must be for', () => {
    expect(trustOf({ serverName: 'db.example.com' }, environment).serverName).toBe('db.example.com');
    expect(publicTrustOf({ serverName: 'cache.example.com' }).serverName).toBe('cache.example.com');
  });

  test('accepts a server whose certificate its own authority signed', async () => {
    expect(await connectTo('good', trustOf({ authorities: await own() }, environment))).toBe('trusted');
  });

  test('accepts no server of a foreign authority', async () => {
    const unknown = ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'];
    for (const trust of [trustOf({}, environment), publicTrustOf({}), trustOf({ authorities: await own() }, environment)]) {
      expect(unknown).toContain(await connectTo('foreign-authority', trust));
    }
  });

  test('accepts a server of another name only where the option names it', async () => {
    const authorities = await own();
    expect(await connectTo('other-host', trustOf({ authorities }, environment))).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await connectTo('other-host', trustOf({ authorities, serverName: 'elsewhere.example.com' }, environment))).toBe('trusted');
  });
});
