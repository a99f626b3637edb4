import { controlPlane, controlPlaneName } from '../controlPlane';
import { describeConformance } from './describeConformance';
import { targetOfKubeconfig } from './Target';

// RECORD=1 writes the recordings anew: what the API server answers now is then what the sandbox must answer.
describe('a real API server', () => {
  describeConformance(() => targetOfKubeconfig(process.env.KUBECONFIG ?? ''), {
    record: process.env.RECORD === '1',
    forget: controlPlaneName
      ? () => {
          controlPlane('compact');
          controlPlane('kill');
        }
      : undefined,
  });
});
