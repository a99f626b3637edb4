// A cluster with one real node for as long as a command runs:
//   node tools/control-plane/node/node.mjs kubectl get nodes
//   node tools/control-plane/node/node.mjs bash
import { runOnNode } from './runOnNode.mjs';

const command = process.argv.slice(2);

runOnNode(command.length > 0 ? command : ['bash']).then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
