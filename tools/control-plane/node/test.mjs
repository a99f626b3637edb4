// yarn test:node [jest arguments]: the shipped images and chart on a cluster of one real node.
import { runNodeSuites } from './runNodeSuites.mjs';

runNodeSuites(process.argv.slice(2)).then(
  ({ passed, failed, skipped }) => {
    const more = skipped ? `, ${skipped} skipped` : '';
    console.log(`${passed} passed, ${failed} failed${more}`);
    process.exitCode = failed === 0 ? 0 : 1;
  },
  error => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
