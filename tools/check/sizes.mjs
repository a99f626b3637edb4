// The size budget of style.md: file lines p50 80, p95 220, none above 300 without its reason on top.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../launch/paths.mjs';

const LIMIT = 300;
const P95 = 220;
const REASON = /^\/\/ long because /m;

/** @param {string} folder @returns {string[]} */
function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory())
      return /^(node_modules|dist|dist-types|__\w+__)$/.test(entry.name)
        ? []
        : sources(full);
    return /\.(ts|tsx|mjs)$/.test(entry.name) &&
      !/\.(test|spec|d)\.tsx?$/.test(entry.name)
      ? [full]
      : [];
  });
}

const files = ['packages', 'plugins', 'tools']
  .flatMap(folder => sources(path.join(root, folder)))
  .map(file => ({
    file: path.relative(root, file),
    text: fs.readFileSync(file, 'utf8'),
  }))
  .map(({ file, text }) => ({
    file,
    lines: text.split('\n').length,
    excused: REASON.test(text) || text.startsWith('// generated'),
  }))
  .sort((a, b) => a.lines - b.lines);
const at = (/** @type {number} */ share) =>
  files[Math.floor((files.length - 1) * share)].lines;
const long = files.filter(({ lines, excused }) => lines > LIMIT && !excused);

console.log(
  `${files.length} files, lines p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`,
);
for (const { file, lines } of long)
  console.log(
    `${file}: ${lines} lines, more than ${LIMIT}. Split it, or say "// long because …" on top.`,
  );
if (at(0.95) > P95) console.log(`p95 is ${at(0.95)} lines, more than ${P95}.`);
if (long.length > 0 || at(0.95) > P95) process.exitCode = 1;
