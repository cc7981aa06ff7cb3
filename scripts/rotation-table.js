// Writes the table of src/secrets/README.md: what the crash matrix has shown of each engine, and against what. `--check` compares instead.
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const reports = path.join(root, 'test-reports', 'rotation');
const readme = path.join(root, 'src', 'secrets', 'README.md');
const START = '<!-- rotation:start -->\n';
const END = '<!-- rotation:end -->';

const found = (fs.existsSync(reports) ? fs.readdirSync(reports) : [])
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(fs.readFileSync(path.join(reports, name), 'utf8')))
  .sort((one, other) => one.server.localeCompare(other.server) || one.strategy.localeCompare(other.strategy));

/** Properties in the order in which the matrix proves them. */
const properties = [...new Set(found.flatMap(({ findings }) => findings.map(({ property }) => property)))];
const shown = ({ findings, tested }, property) => (findings.some((finding) => finding.property === property) ? tested : 'not tested');

/** Counts and versions are those of the servers that were there. */
const withoutNumbers = (text) => text.replaceAll(/[\d.]+/g, '0');

const line = (cells) => `| ${cells.join(' | ')} |`;
const head = ['engine', 'strategy', 'effects', 'runs', ...properties];
const table = [
  line(head),
  line(head.map(() => '---')),
  ...found.map((report) => line([report.server, report.strategy.replaceAll('-', ' '), report.effects, report.runs, ...properties.map((property) => shown(report, property))])),
].join('\n');

const old = fs.readFileSync(readme, 'utf8');
const [before, rest] = old.split(START);
if (rest === undefined || !rest.includes(END)) { throw new Error(`src/secrets/README.md: the markers ${START.trim()} and ${END} are missing`); }
const fresh = `${before}${START}${table}\n${END}${rest.split(END)[1]}`;
if (!process.argv.includes('--check')) {
  fs.writeFileSync(readme, fresh);
} else if (withoutNumbers(fresh) !== withoutNumbers(old)) {
  console.error('the table of rotations in src/secrets/README.md is stale: run `node scripts/rotation-table.js` after the tests and commit the result');
  process.exitCode = 1;
}
