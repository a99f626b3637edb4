import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const built = path.resolve(__dirname, '../../../../.cache/control-plane');
const oldest = [1, 36];

/** A kubectl that is new enough: the one that was built for the control plane, or that on the PATH; undefined when there is none. */
export function findKubectl(): string | undefined {
  const folders = existsSync(built) ? readdirSync(built) : [];
  const candidates = [
    ...folders.map(folder => path.join(built, folder, 'bin', 'kubectl')),
    'kubectl',
  ];
  return candidates.find(isNewEnough);
}

function isNewEnough(command: string): boolean {
  try {
    const text = execFileSync(command, ['version', '--client', '-o', 'json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const version = /"gitVersion": "v(\d+)\.(\d+)/.exec(text);
    const [major, minor] = [Number(version?.[1]), Number(version?.[2])];
    return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  } catch {
    return false;
  }
}
