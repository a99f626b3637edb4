import { chartFiles } from './chart/chartFiles';
import { crdFile } from './crdFile';
import { deletionProtectionFile } from './deletionProtectionFile';
import { exampleFiles } from './examples/exampleFiles';
import { generate } from './generate';
import { referenceFiles } from './reference/referenceFiles';
import { templateFiles } from './templates/templateFiles';

async function main(check: boolean): Promise<void> {
  const files = [
    crdFile(),
    deletionProtectionFile(),
    ...chartFiles(),
    ...templateFiles(),
    ...referenceFiles(),
    ...(await exampleFiles()),
  ];
  const changed = await generate(files, { check });
  for (const path of changed) console.log(check ? `differs: ${path}` : path);
  if (changed.length === 0) console.log('All generated files are up to date.');
  else if (check) {
    console.error('Run yarn generate and commit these files.');
    process.exitCode = 1;
  }
}

main(process.argv.includes('--check')).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
