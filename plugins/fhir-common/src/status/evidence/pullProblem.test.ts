import { pullProblem } from './pullProblem';

const IMAGE = 'acrfhir.azurecr.io/r4-fhir-server:5.0.404';
const TAG = 'tag 5.0.404';

describe('pullProblem', () => {
  it.each([
    [
      'the tag does not exist',
      `failed to resolve reference "${IMAGE}": ${IMAGE}: manifest unknown`,
      `the registry answered "manifest unknown" for ${TAG}`,
    ],
    [
      'containerd says not found',
      `failed to resolve reference "${IMAGE}": ${IMAGE}: not found`,
      `the registry answered "not found" for ${TAG}`,
    ],
    [
      'the repository does not exist',
      'NAME_UNKNOWN: repository name not known to registry',
      `the registry answered "name unknown" for ${TAG}`,
    ],
    [
      'the pull secret is missing',
      'unexpected status from GET request: 401 Unauthorized',
      `the registry answered "unauthorized" for ${TAG}`,
    ],
    [
      'the pull secret is not enough',
      'unexpected status: 403 Forbidden',
      `the registry answered "denied" for ${TAG}`,
    ],
    [
      'the registry limits pulls',
      'toomanyrequests: You have reached your pull rate limit',
      `the registry answered "too many requests" for ${TAG}`,
    ],
    [
      'the image is of another architecture',
      'no match for platform in manifest: not found',
      `${TAG} is not built for the processors of the nodes`,
    ],
    [
      'nothing is said, and the tag is no answer',
      `Back-off pulling image "${IMAGE}"`,
      `${TAG} cannot be had and the kubelet does not say why`,
    ],
  ])('%s', (_, message, problem) => {
    expect(pullProblem(IMAGE, 'ErrImagePull', [message])).toEqual({
      reason: 'ImagePullFailed',
      problem,
    });
  });

  it.each([
    [
      'dial tcp: lookup acrfhir.azurecr.io: no such host',
      'its host name is not known',
    ],
    [
      'dial tcp 10.0.0.4:443: connect: connection refused',
      'the connection is refused',
    ],
    [
      'x509: certificate signed by unknown authority',
      'its certificate is not trusted',
    ],
    [
      'net/http: request canceled: context deadline exceeded',
      'it does not answer in time',
    ],
    ['read: connection reset by peer', 'the connection breaks'],
  ])('no answer: %s', (message, problem) => {
    expect(pullProblem(IMAGE, 'ImagePullBackOff', [message])).toEqual({
      reason: 'RegistryUnreachable',
      problem,
    });
  });

  it.each([
    ['InvalidImageName', 'a b', 'a b is not a valid image name'],
    [
      'ErrImageNeverPull',
      IMAGE,
      `no node has ${TAG} and pulling is switched off`,
    ],
  ])('%s', (reason, image, problem) => {
    expect(pullProblem(image, reason, []).problem).toBe(problem);
  });

  it.each([
    [`reg/fhir@sha256:${'1a2b'.repeat(16)}`, 'digest sha256:1a2b1a2b1a2b…'],
    ['localhost:5000/fhir', 'localhost:5000/fhir'],
  ])('names the version of %s', (image, version) => {
    const { problem } = pullProblem(image, 'ErrImagePull', ['not found']);
    expect(problem).toBe(`the registry answered "not found" for ${version}`);
  });
});
