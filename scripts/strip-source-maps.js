// Takes the source maps out of lib/: they point at sources that are not in the package, double its size, and cost every construct of an app
// that runs under a source-map loader a look-up.
const fs = require('node:fs');
const path = require('node:path');

const lib = path.join(__dirname, '..', 'lib');
for (const name of fs.readdirSync(lib, { recursive: true })) {
  const file = path.join(lib, name);
  if (!file.endsWith('.js')) { continue; }
  const text = fs.readFileSync(file, 'utf8');
  const stripped = text.replace(/\n\/\/# sourceMappingURL=data:[^\n]*/g, '');
  if (stripped !== text) { fs.writeFileSync(file, stripped); }
}
