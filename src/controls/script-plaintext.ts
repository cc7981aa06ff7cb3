import { isSecretByName, secretIn } from './plaintext';
import { secrecyOf } from './secret-names';

const NAME = /(?<![\w.]|\w-)(?<name>[A-Za-z_][\w.-]{0,63})/.source;
const VALUE = /(?<value>(?![=$])[^\s"'`;,&|\\]{1,256})/.source;

/** Ways to give a name its value: `PASSWORD=x`, `"password": "x"`, a line of YAML, `--password x`. */
export const ASSIGNMENTS: readonly RegExp[] = [
  new RegExp(`${NAME}["']? {0,4}:?= {0,4}(?<quote>["']?)${VALUE}`, 'g'),
  new RegExp(`${NAME}["']? {0,4}: {0,4}(?<quote>["'])${VALUE}`, 'g'),
  new RegExp(`(?<=(?:^|\\n)[ \\t-]{0,40})${NAME} {0,4}: {1,4}${VALUE}(?= {0,64}(?:#|\\r|\\n|$))`, 'g'),
  new RegExp(`(?<=--)${NAME} {1,4}(?<quote>["']?)${VALUE}`, 'g'),
];

/** Commands that are given a password without a name. */
export const COMMANDS: readonly RegExp[] = [
  /(?<![\w.-])[\w.-]{1,64}:(?![$<{])[^\s"'`$<|:]{1,128}["']? {0,4}\| {0,4}(?:sudo )?chpasswd/,
  /\bnet {1,4}user {1,4}[^\s/]{1,64} {1,4}(?![$%<*/])\S{1,128}/i,
  /\bcurl\b[^\n]{0,300}? (?:-u|--user)[ =]{1,4}["']?[^\s:"'$<]{1,100}:(?![$<{])[^\s"'$<{]{1,128}/,
];

/** Code that gets the value somewhere else: a call, an index, a field of an object, a cmdlet, a type. */
const CODE = /[()[\]{}$]|^[A-Za-z_]\w{0,63}(?:\.[A-Za-z_]\w{0,63}){1,8}$|^[A-Z][a-z]{1,20}-[A-Z]\w{1,60}$|^(?:str|string|text|any)$/i;

/** Complaints about a text that a machine runs or reads at its start: names that are set to literals, and secrets by their form. */
export function plaintextInScript(where: string, text: string): readonly string[] {
  const kind = secretIn(text);
  const names = ASSIGNMENTS.flatMap((assignment) => [...text.matchAll(assignment)].map(({ groups = {} }) => groups))
    .filter(({ name, quote = '', value }) => isSecretByName(name, value) && (quote !== '' || (!CODE.test(value) && secrecyOf(value) === undefined)))
    .map(({ name }) => name);
  return [
    ...(kind === undefined ? [] : [`${where} holds ${kind}`]),
    ...[...new Set(names)].map((name) => `${where} sets ${name} to a literal`),
    ...(COMMANDS.some((command) => command.test(text)) ? [`${where} gives a password to a command`] : []),
  ];
}
