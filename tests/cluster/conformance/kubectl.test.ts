import { describeKubectl } from './kubectl/describeKubectl';
import { targetOfKubeconfig } from './Target';

const kubeconfig = process.env.KUBECONFIG ?? '';

describe('a real cluster', () => {
  describeKubectl({
    kubectl: 'kubectl',
    target: () => targetOfKubeconfig(kubeconfig),
    kubeconfig: () => kubeconfig,
    record: process.env.RECORD === '1',
  });
});
