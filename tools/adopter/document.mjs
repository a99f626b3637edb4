import fs from 'node:fs';
import path from 'node:path';
import { marked } from 'marked';
import { root } from '../launch/paths.mjs';

/** @typedef {'new' | 'legacy'} FrontendSystem */
/** @typedef {{ kind: 'command', text: string }} Command */
/** @typedef {{ kind: 'append', file: string, text: string }} Append */
/** @typedef {{ kind: 'create', file: string, text: string }} Create */
/** @typedef {{ kind: 'change', file: string, before: string, after: string }} Change */
/** @typedef {Command | Append | Create | Change} Instruction */

/** The document of adopters: what it says is what is tested. */
export const documentFile = path.join(root, 'docs/adopt.md');

/**
 * What the document tells a portal to do. A code block is an instruction when its info string says so: "sh portal" is
 * run in the folder of the portal, "yaml FILE" is added to the end of the file, "ts FILE" makes the file, "diff FILE"
 * changes it. Below a heading of a frontend system it is for that system alone.
 * @param {string} markdown
 * @param {FrontendSystem} system
 * @returns {Instruction[]}
 */
export function instructions(markdown, system) {
  /** @type {FrontendSystem | undefined} */
  let section;
  /** @type {Instruction[]} */
  const found = [];
  for (const token of marked.lexer(markdown)) {
    if (token.type === 'heading') section = systemOf(token.text);
    if (token.type === 'code' && (section ?? system) === system)
      found.push(...instructionsOf(token.lang ?? '', token.text));
  }
  return found;
}

/** @param {string} heading @returns {FrontendSystem | undefined} */
function systemOf(heading) {
  if (/new frontend system/i.test(heading)) return 'new';
  return /legacy frontend system/i.test(heading) ? 'legacy' : undefined;
}

/** @param {string} info @param {string} text @returns {Instruction[]} */
function instructionsOf(info, text) {
  const [language, target] = info.split(' ');
  if (!target) return [];
  switch (language) {
    case 'sh':
      return text.split('\n').map(line => ({ kind: 'command', text: line }));
    case 'yaml':
      return [{ kind: 'append', file: target, text }];
    case 'diff':
      return text.split(/^@@.*\n/m).map(hunk => changeOf(target, hunk));
    default:
      return [{ kind: 'create', file: target, text }];
  }
}

/** @param {string} file @param {string} hunk @returns {Instruction} */
function changeOf(file, hunk) {
  const lines = hunk.replace(/\n$/, '').split('\n');
  const side = (/** @type {string} */ other) =>
    lines
      .filter(line => !line.startsWith(other))
      .map(line => line.slice(1))
      .join('\n');
  return { kind: 'change', file, before: side('+'), after: side('-') };
}

/**
 * Carries out an instruction that writes.
 * @param {string} portal folder
 * @param {Append | Create | Change} instruction
 */
export function write(portal, instruction) {
  const file = path.join(portal, instruction.file);
  if (instruction.kind === 'create') {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${instruction.text}\n`);
    return;
  }
  const content = fs.readFileSync(file, 'utf8');
  if (instruction.kind === 'append') {
    fs.writeFileSync(file, `${content}\n${instruction.text}\n`);
    return;
  }
  const { before, after } = instruction;
  const parts = content.split(before);
  if (parts.length !== 2)
    throw new Error(
      `docs/adopt.md changes ${instruction.file}, in which these lines are ${parts.length - 1} times instead of once:\n${before}`,
    );
  fs.writeFileSync(file, parts.join(after));
}
