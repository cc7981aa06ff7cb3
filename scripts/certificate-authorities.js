// Keeps the root certificates in src/secrets/rotation/authorities: reads what AWS publishes, verifies it, writes it, and prints what changed.
// `--from=<folder>` reads <set>.pem there instead of AWS's addresses, and sources.json, which says where each file came from.
// `--check` writes nothing: it verifies the committed files, without a network, as of the day in their header.
const { X509Certificate, createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const FOLDER = path.join(__dirname, '..', 'src', 'secrets', 'rotation', 'authorities');

/** Each root that AWS tells to trust: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html and https://www.amazontrust.com/repository/ */
const SETS = {
  'aws': { addresses: ['https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem'], region: /^(?!cn-)[a-z]{2}-[a-z]+-\d+$/ },
  'aws-us-gov': { addresses: ['https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem'], region: /^us-gov-[a-z]+-\d+$/ },
  'aws-cn': { addresses: ['https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem'], region: /^cn-[a-z]+-\d+$/ },
  'amazon': {
    addresses: ['AmazonRootCA1', 'AmazonRootCA2', 'AmazonRootCA3', 'AmazonRootCA4', 'SFSRootCAG2'].map((name) => `https://www.amazontrust.com/repository/${name}.pem`),
    names: ['Amazon Root CA 1', 'Amazon Root CA 2', 'Amazon Root CA 3', 'Amazon Root CA 4', 'Starfield Services Root Certificate Authority - G2'],
  },
};
/** What Amazon RDS lets a server's certificate be signed by. */
const ALGORITHMS = ['RSA2048', 'RSA4096', 'ECC384'];
const ROOT_OF_RDS = new RegExp(`^Amazon RDS (.+) Root CA (${ALGORITHMS.join('|')}) G\\d+$`);
const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const fileOf = (set) => path.join(FOLDER, `${set}.json`);
const fail = (set, what) => { throw new Error(`${set}: ${what}`); };
const fieldOf = (subject, field) => new RegExp(`^${field}=(.*)$`, 'm').exec(subject)?.[1].replaceAll('\\', '');
const nameOf = (certificate) => fieldOf(certificate.subject, 'CN') ?? '';
const countOf = (certificates) => Object.values(certificates).flat().length;

/** The key of a certificate in its file, or why it is left out. Whatever is not known at all is an error: an address that answers something else must not pass. */
function placeOf(set, certificate, day) {
  const { region, names } = SETS[set];
  const name = nameOf(certificate);
  if (names ? !names.includes(name) : !name.startsWith('Amazon RDS ') || fieldOf(certificate.subject, 'O') !== 'Amazon Web Services, Inc.') { fail(set, `'${name}' is no authority of this set`); }
  if (!certificate.ca) { fail(set, `'${name}' is no certificate of an authority`); }
  if (new Date(certificate.validFrom) > day) { fail(set, `'${name}' is not valid yet`); }
  if (new Date(certificate.validTo) <= day) { return { left: 'expired' }; }
  if (certificate.subject !== certificate.issuer) { return { left: 'an intermediate certificate' }; }
  if (!certificate.verify(certificate.publicKey)) { fail(set, `the signature of '${name}' is wrong`); }
  if (names) { return { key: 'amazon' }; }
  const [, place] = ROOT_OF_RDS.exec(name) ?? [];
  if (place === undefined) { return { left: 'no root of a generation that is in use' }; }
  return region.test(place) ? { key: place } : /^(Beta|Preview) /.test(place) ? { left: 'for AWS itself' } : fail(set, `'${name}' is of another partition`);
}

/** Certificates by Region, sorted, each once. */
function sort(set, blocks, day) {
  const kept = {};
  const left = [];
  for (const block of blocks) {
    const certificate = new X509Certificate(block);
    const place = placeOf(set, certificate, day);
    if (place.left) { left.push(`${nameOf(certificate)}: ${place.left}`); } else { (kept[place.key] ??= new Map()).set(certificate.fingerprint256, certificate); }
  }
  const certificates = {};
  for (const key of Object.keys(kept).sort()) {
    const sorted = [...kept[key].values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const names = sorted.map(nameOf);
    const wanted = SETS[set].names ?? ALGORITHMS.map((algorithm) => names.find((name) => name.includes(` ${algorithm} `)) ?? `a root with ${algorithm}`);
    const missing = wanted.filter((name) => !names.includes(name));
    if (missing.length > 0) { fail(set, `${key} lacks ${missing.join(', ')}`); }
    if (new Set(names).size < names.length) { fail(set, `${key} has two roots of one name`); }
    certificates[key] = sorted.map((certificate) => certificate.raw.toString('base64'));
  }
  return { certificates, left };
}

const blocksOf = (certificates) => Object.values(certificates).flat().map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`);
const certificatesOf = (certificates) => blocksOf(certificates).map((block) => new X509Certificate(block));

/** The whole file, its header from its certificates: whatever was changed by hand shows. */
function render({ day, sources }, certificates) {
  const fingerprints = Object.fromEntries(certificatesOf(certificates).map((certificate) => [nameOf(certificate), certificate.fingerprint256]));
  const header = { writtenBy: 'scripts/certificate-authorities.js', day, sources, sha256: sha256(JSON.stringify(certificates)), fingerprints };
  return `${JSON.stringify({ header, certificates }, null, 2)}\n`;
}

const read = (set) => (fs.existsSync(fileOf(set)) ? JSON.parse(fs.readFileSync(fileOf(set), 'utf8')) : undefined);

async function fetched(address) {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(60_000) })
    .catch((error) => { throw new Error(`${address}: ${error.cause?.message ?? error.message}`); });
  if (!response.ok) { throw new Error(`${address}: ${response.status}`); }
  return response.text();
}

/** The texts of a set and what its header says of them. */
async function load(set, folder) {
  const { addresses } = SETS[set];
  if (folder) {
    const text = fs.readFileSync(path.join(folder, `${set}.pem`), 'utf8');
    const source = JSON.parse(fs.readFileSync(path.join(folder, 'sources.json'), 'utf8'))[set];
    return { text, sources: [{ addresses, sha256: sha256(text), obtained: source.obtained, confirmedBy: source.confirmedBy }] };
  }
  const texts = await Promise.all(addresses.map(fetched));
  return { text: texts.join('\n'), sources: addresses.map((address, i) => ({ addresses: [address], sha256: sha256(texts[i]), obtained: 'fetched from AWS', confirmedBy: [] })) };
}

function printChanges(set, before = {}, after = {}) {
  const namesOf = (certificates) => new Map(certificatesOf(certificates).map((certificate) => [certificate.fingerprint256, nameOf(certificate)]));
  const [old, now] = [namesOf(before), namesOf(after)];
  for (const [fingerprint, name] of now) { if (!old.has(fingerprint)) { console.log(`${set}: + ${name} ${fingerprint}`); } }
  for (const [fingerprint, name] of old) { if (!now.has(fingerprint)) { console.log(`${set}: - ${name} ${fingerprint}`); } }
}

async function update(folder) {
  const day = new Date().toISOString().slice(0, 10);
  // every set is verified before the first is written
  const sets = await Promise.all(Object.keys(SETS).map(async (set) => {
    const { text, sources } = await load(set, folder);
    return { set, sources, ...sort(set, text.match(BLOCK) ?? fail(set, 'no certificate'), new Date(day)) };
  }));
  for (const { set, sources, certificates, left } of sets) {
    for (const what of left) { console.log(`${set}: left out ${what}`); }
    printChanges(set, read(set)?.certificates, certificates);
    fs.writeFileSync(fileOf(set), render({ day, sources }, certificates));
    console.log(`${set}: ${countOf(certificates)} certificates`);
  }
}

function check() {
  for (const set of Object.keys(SETS)) {
    const { header, certificates } = read(set) ?? fail(set, 'the file is missing');
    const sorted = sort(set, blocksOf(certificates), new Date(header.day));
    if (sorted.left.length > 0) { fail(set, `must not be in the file: ${sorted.left.join('; ')}`); }
    if (render(header, sorted.certificates) !== fs.readFileSync(fileOf(set), 'utf8')) { fail(set, 'the file is not what this script writes'); }
    const [{ obtained, confirmedBy }] = header.sources;
    const origin = obtained === 'fetched from AWS' ? obtained : confirmedBy.length > 0 ? 'confirmed by other sources' : 'ONE SOURCE, NOT CONFIRMED: run this script with internet';
    console.log(`${set}: ${countOf(certificates)} certificates, ${header.day}, ${origin}`);
  }
}

const folder = process.argv.find((argument) => argument.startsWith('--from='))?.slice('--from='.length);
Promise.resolve().then(() => (process.argv.includes('--check') ? check() : update(folder))).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
