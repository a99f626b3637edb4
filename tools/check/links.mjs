// Every relative link and picture of the Markdown files leads to a file that exists; every anchor to a heading.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../launch/paths.mjs';

/** @param {string} folder @returns {string[]} */
function pages(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory())
      return /^(node_modules|dist|dist-types|coverage|\..*)$/.test(entry.name)
        ? []
        : pages(full);
    return entry.name.endsWith('.md') ? [full] : [];
  });
}

/** @param {string} text anchors as GitHub makes them from headings */
const anchors = text =>
  new Set(
    [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\- _]/gu, '')
        .trim()
        .replace(/ /g, '-'),
    ),
  );

/** @param {string} page @returns {string[]} what is wrong */
function brokenLinks(page) {
  const text = fs
    .readFileSync(page, 'utf8')
    .replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/g)]
    .map(([, link, picture]) => link ?? picture)
    .filter(link => !/^(https?:|mailto:)/.test(link))
    .flatMap(link => {
      const [file, anchor] = link.split('#');
      const target = file ? path.resolve(path.dirname(page), file) : page;
      if (!fs.existsSync(target))
        return [`${path.relative(root, page)}: ${link} does not exist`];
      if (
        !anchor ||
        !target.endsWith('.md') ||
        anchors(fs.readFileSync(target, 'utf8')).has(anchor)
      )
        return [];
      return [`${path.relative(root, page)}: ${link} has no such heading`];
    });
}

const broken = pages(root).flatMap(brokenLinks);
for (const line of broken) console.log(line);
if (broken.length > 0) process.exitCode = 1;
