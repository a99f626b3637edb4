// Renders the Markdown of docs/ as a TechDocs site, so that the portal has its documentation without Python or Docker.
import fs from 'node:fs';
import path from 'node:path';
import { Marked } from 'marked';
import { root } from '../launch/paths.mjs';

const ENTITY = 'default/component/fhir-on-aks';

/** @param {string} markdown the text of the first heading */
const titleOf = markdown => /^# (.+)$/m.exec(markdown)?.[1] ?? 'FHIR on AKS';

/** The reader of TechDocs shows a page once the stylesheet of MkDocs, known by its name, has loaded. */
const STYLE = `
.md-typeset img { max-width: 100%; }
.md-typeset pre { overflow-x: auto; padding: 0.75rem; border-radius: 4px; background: rgba(128, 128, 128, 0.14); }
.md-typeset td, .md-typeset th { padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
.md-sidebar--primary ul { padding-left: 1rem; list-style: none; line-height: 1.8; }
`;

/** @param {string} page path of a page below docs/, without .md */
const address = page => (page === 'index' ? '' : `${page}/`);

/** The way from a page up to the root of the site. @param {string} page */
const upFrom = page => '../'.repeat(address(page).split('/').length - 1);

/** @param {{page: string, title: string}[]} pages @param {string} current */
function navigation(pages, current) {
  const up = upFrom(current) || './';
  const items = pages.map(
    ({ page, title }) =>
      `<li class="md-nav__item${page === current ? ' md-nav__item--active' : ''}"><a class="md-nav__link${page === current ? ' md-nav__link--active' : ''}" href="${up}${address(page)}">${title}</a></li>`,
  );
  return `<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar"><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner"><nav class="md-nav md-nav--primary" aria-label="Pages"><ul class="md-nav__list">${items.join('')}</ul></nav></div></div></div>`;
}

/** @param {string} page @param {string} markdown */
function body(page, markdown) {
  const up = upFrom(page);
  const marked = new Marked({
    gfm: true,
    walkTokens: token => {
      if (token.type !== 'link' && token.type !== 'image') return;
      if (/^(https?:|#|mailto:)/.test(token.href)) return;
      const target = path.posix.normalize(
        path.posix.join(path.posix.dirname(page), token.href),
      );
      if (target.startsWith('..'))
        token.href = `https://github.com/fhir-on-aks/fhir-on-aks/blob/main/${target.replace(/^(\.\.\/)+/, '')}`;
      else
        token.href =
          up +
          target.replace(
            /(index)?\.md(#|$)/,
            (_, index, end) => `${index ? '' : '/'}${end}`,
          );
    },
  });
  return String(marked.parse(markdown)).replace(
    /<h([1-6])>(.*?)<\/h\1>/g,
    (_, level, text) => `<h${level} id="${anchorOf(text)}">${text}</h${level}>`,
  );
}

/** The anchor that GitHub gives to a heading. @param {string} html */
function anchorOf(html) {
  return html
    .replace(/<[^>]*>|&[a-z#0-9]+;/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/**
 * What the search of the portal finds: one document per page, its text without markup.
 * @param {{page: string, title: string, markdown: string}[]} pages
 */
function searchIndex(pages) {
  const docs = pages.map(({ page, title, markdown }) => ({
    location: address(page),
    title,
    text: markdown
      .replace(/<!--[\s\S]*?-->|^```.*$/gm, '')
      .replace(/[#*_`|]|\]\([^)]*\)|\[/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  }));
  return { config: { lang: ['en'] }, docs };
}

/** @param {string} folder where the publisher of TechDocs looks */
export function buildDocs(folder) {
  const source = path.join(root, 'docs');
  const out = path.join(folder, ENTITY);
  const pages = fs
    .readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => ({
      page: name.replace(/\\/g, '/').replace(/\.md$/, ''),
      markdown: fs.readFileSync(path.join(source, name), 'utf8'),
    }))
    .map(entry => ({ ...entry, title: titleOf(entry.markdown) }))
    .sort(
      (a, b) =>
        Number(b.page === 'index') - Number(a.page === 'index') ||
        a.page.localeCompare(b.page),
    );
  for (const { page, markdown, title } of pages) {
    const file = path.join(out, address(page), 'index.html');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(
      file,
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="${upFrom(page)}assets/main.00000000.min.css"></head><body><div class="md-container" data-md-component="container"><main class="md-main" data-md-component="main"><div class="md-main__inner md-grid">${navigation(pages, page)}<div class="md-content" data-md-component="content"><article class="md-content__inner md-typeset">${body(page, markdown)}</article></div></div></main></div></body></html>`,
    );
  }
  fs.mkdirSync(path.join(out, 'assets'), { recursive: true });
  fs.writeFileSync(path.join(out, 'assets/main.00000000.min.css'), STYLE);
  fs.mkdirSync(path.join(out, 'search'), { recursive: true });
  fs.writeFileSync(
    path.join(out, 'search/search_index.json'),
    JSON.stringify(searchIndex(pages)),
  );
  if (fs.existsSync(path.join(source, 'images')))
    fs.cpSync(path.join(source, 'images'), path.join(out, 'images'), {
      recursive: true,
    });
  fs.writeFileSync(
    path.join(out, 'techdocs_metadata.json'),
    JSON.stringify({
      site_name: 'FHIR on AKS',
      site_description: 'FHIR servers on Azure Kubernetes Service',
      etag: String(pages.length),
      build_timestamp: Date.now(),
      files: pages.map(({ page }) => `${address(page)}index.html`),
    }),
  );
}
