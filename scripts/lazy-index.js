// Makes the submodules of lib/index.js load on first use: loading cdk-nag costs 80 ms that most apps never need.
// The name goes through `_noFold` because Node's ESM lexer drops a name that it sees literally with an unsafe getter.
const fs = require('node:fs');
const path = require('node:path');

const file = path.join(__dirname, '..', 'lib', 'index.js');
const EAGER = /^exports\.(\w+) = __importStar\(require\("(\.\/[\w/-]+)"\)\);$/gm;
const lazy = (name, from) => `exports.${name} = void 0; Object.defineProperty(exports, _noFold = "${name}", { enumerable: true, configurable: true, `
  + `get: () => { const m = require("${from}"); Object.defineProperty(exports, _noFold = "${name}", { enumerable: true, configurable: true, value: m }); return m; } });`;

const text = fs.readFileSync(file, 'utf8');
if (!EAGER.test(text)) { throw new Error('lib/index.js: no eager submodule found: the compiler\'s output has changed'); }
fs.writeFileSync(file, text.replace(EAGER, (_, name, from) => lazy(name, from)).replace('"use strict";', '"use strict"; var _noFold;'));
