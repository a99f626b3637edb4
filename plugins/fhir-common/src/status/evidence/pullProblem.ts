/** Why an image cannot be pulled: an answer of the registry, or no answer. */
export interface PullProblem {
  reason: 'ImagePullFailed' | 'RegistryUnreachable';
  problem: string;
}

// What containerd passes on of registries (distribution spec, error codes) and of the network, in its own words.
const ANSWERS: Array<[RegExp, string]> = [
  [/manifest unknown/i, 'manifest unknown'],
  [/name unknown|repository name not known/i, 'name unknown'],
  [/toomanyrequests|too many requests|\b429\b/i, 'too many requests'],
  [
    /unauthorized|authentication required|no basic auth|\b401\b/i,
    'unauthorized',
  ],
  [/denied|\b403\b/i, 'denied'],
  [/not found|\b404\b/i, 'not found'],
];
const SILENCES: Array<[RegExp, string]> = [
  [/no such host|server misbehaving/i, 'its host name is not known'],
  [/connection refused/i, 'the connection is refused'],
  [/x509|certificate/i, 'its certificate is not trusted'],
  [/timeout|timed out|deadline exceeded/i, 'it does not answer in time'],
  [/connection reset|EOF|network is unreachable/i, 'the connection breaks'],
];

/** Reads the messages of the kubelet about an image; the same words however often it was tried. */
export function pullProblem(
  image: string,
  waitingReason: string,
  messages: readonly string[],
): PullProblem {
  const version = versionOf(image);
  if (waitingReason === 'InvalidImageName') {
    return failed(`${image} is not a valid image name`);
  }
  if (waitingReason === 'ErrImageNeverPull') {
    return failed(`no node has ${version} and pulling is switched off`);
  }
  // A tag such as 5.0.404 is no answer.
  const text = messages.join('\n').replaceAll(image, '');
  if (/no match for platform/i.test(text)) {
    return failed(`${version} is not built for the processors of the nodes`);
  }
  const silence = firstMatch(SILENCES, text);
  if (silence) return { reason: 'RegistryUnreachable', problem: silence };
  const answer = firstMatch(ANSWERS, text);
  return failed(
    answer
      ? `the registry answered "${answer}" for ${version}`
      : `${version} cannot be had and the kubelet does not say why`,
  );
}

function failed(problem: string): PullProblem {
  return { reason: 'ImagePullFailed', problem };
}

function firstMatch(
  words: Array<[RegExp, string]>,
  text: string,
): string | undefined {
  return words.find(([pattern]) => pattern.test(text))?.[1];
}

/** `tag 5.0.30`, `digest sha256:1a2b…`, or the image when it has neither. */
function versionOf(image: string): string {
  const [name = image, digest] = image.split('@');
  if (digest) return `digest ${digest.slice(0, 19)}…`;
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return tag ? `tag ${tag}` : image;
}
