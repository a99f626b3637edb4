import { describeScripts } from './describeScripts';
import { targetOfKubeconfig } from './Target';

// RECORD=1 writes the recordings anew: what the API server answers now is then what the sandbox must answer.
describe('a real API server', () => {
  describeScripts(
    () => targetOfKubeconfig(process.env.KUBECONFIG ?? ''),
    process.env.RECORD === '1',
  );
});
