// Writes the resource types and search parameters of each FHIR version, as microsoft/fhir-server (MIT) knows them.
// Run: node extractDefinitions.mjs <folder with a clone of https://github.com/microsoft/fhir-server>
import fs from 'node:fs';
import path from 'node:path';

const data = path.join(process.argv[2], 'src/Microsoft.Health.Fhir.Core/Data');
const versions = ['Stu3', 'R4', 'R4B', 'R5'];

/** @param {string} version @param {string} file */
function read(version, file) {
  const text = fs.readFileSync(path.join(data, version, file), 'utf8');
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}

/** No compartment has Parameters. @param {string} version */
function resourceTypes(version) {
  const codes = read(version, 'compartment.json').entry.flatMap(entry =>
    (entry.resource.resource ?? []).map(({ code }) => code),
  );
  return [...new Set([...codes, 'Parameters'])].sort();
}

/** What upstream indexes; it ignores the others. @param {string} version */
function searchParameters(version) {
  const unsupported = new Set(
    read(version, 'unsupported-search-parameters.json').Unsupported,
  );
  return ['search-parameters.json', 'ms-search-parameters.json']
    .flatMap(file => read(version, file).entry)
    .map(({ resource }) => resource)
    .filter(({ url, expression }) => expression && !unsupported.has(url))
    .map(({ code, base, type, expression, target }) => ({
      code,
      base,
      type,
      expression,
      target,
    }));
}

for (const version of versions) {
  const lines = searchParameters(version).map(one => JSON.stringify(one));
  fs.writeFileSync(
    path.join(import.meta.dirname, `${version}.json`),
    `{"resourceTypes":${JSON.stringify(resourceTypes(version))},\n"searchParameters":[\n${lines.join(',\n')}\n]}\n`,
  );
}
