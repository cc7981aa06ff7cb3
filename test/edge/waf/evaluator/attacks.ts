// AWS does not publish its detectors. These know the textbook vectors below, each with its test, and let the ordinary inputs pass: they stand in as
// oracles for «an attack comes here», they do not measure AWS's detection. They decode nothing: what hides an attack is undone by transformations.

/** What the detector of SQL injection sees at low sensitivity, and so at high. */
const SQLI_LOW: readonly RegExp[] = [
  /\bunion\b(\s|\/\*.*?\*\/)+(all\s+)?select\b/i,
  /['"`]\s*\)*\s*(or|and)\b\s*\(*\s*['"`]?\w+['"`]?\s*(=|like|<|>)/i,
  /\b(or|and)\s+(\d+)\s*=\s*\2\b/i,
  /;\s*(drop|delete|insert|update|alter|truncate|create|exec|shutdown)\b/i,
  /['"`]\s*\)*\s*(--|#|\/\*)/,
  /\b(sleep|benchmark|pg_sleep|load_file|extractvalue|xp_cmdshell)\s*\(/i,
  /\bwaitfor\s+delay\b/i,
];

/** What it sees at high sensitivity only: it has more false positives. */
const SQLI_HIGH: readonly RegExp[] = [
  /\bselect\b.+\bfrom\b/i,
  /['"`]\s*(or|and)\b/i,
  /\binto\s+(outfile|dumpfile)\b/i,
];

const XSS: readonly RegExp[] = [
  /<\s*script\b/i,
  /<[^>]+[\s/"']on[a-z]{3,}\s*=/i,
  /<\s*(iframe|object|embed|base|meta)\b/i,
  /\b(java|vb)script\s*:/i,
  /\bdata\s*:\s*text\/html/i,
];

/** Whether a value looks like SQL injection. */
export const looksLikeSqli = (value: string, sensitivity: string): boolean =>
  [...SQLI_LOW, ...(sensitivity === 'HIGH' ? SQLI_HIGH : [])].some((pattern) => pattern.test(value));

/** Whether a value looks like cross-site scripting. */
export const looksLikeXss = (value: string): boolean => XSS.some((pattern) => pattern.test(value));

/** SQL injections that are known at low sensitivity. */
export const SQLI_VECTORS: readonly string[] = [
  '\' OR \'1\'=\'1',
  '1 OR 1=1',
  '\' or 1=1 --',
  'admin\'--',
  'admin\' #',
  '1; DROP TABLE orders',
  '-1 UNION SELECT username, password FROM users',
  '-1 UNION/**/SELECT 1',
  '\') OR (\'a\'=\'a',
  '1 AND sleep(5)',
  '1\'; WAITFOR DELAY \'0:0:5\'--',
];

/** SQL injections that are known at high sensitivity only. */
export const SUBTLE_SQLI_VECTORS: readonly string[] = ['(select password from users)', 'x\' and', '1 into outfile \'/srv/x\''];

/** Scripts that are known. */
export const XSS_VECTORS: readonly string[] = [
  '<script>alert(1)</script>',
  '< SCRIPT src=//evil.example/x.js>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '"><body onload=alert(1)>',
  '<iframe src="https://evil.example">',
  '<a href="javascript:alert(1)">',
  'data:text/html,<b>',
];

/** What people type, and nothing must block. */
export const ORDINARY_INPUTS: readonly string[] = [
  'blue shoes',
  'O\'Brien',
  'Rock \'n\' roll',
  'R&D and sales',
  'either this or that',
  '5 < 6 and 7 > 2',
  'select a size',
  'union of workers',
  'please drop by; thanks',
  'java, script and coffee',
  'price=10-20',
  '{"name":"Kim","note":"one or two"}',
  '주문 번호 42',
];
