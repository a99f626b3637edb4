import type { ContainerStateTerminated } from 'kubernetes-types/core/v1';
import { shorten } from './shorten';

// What the server, its SQL client and .NET say when a start fails for good.
const TELLING =
  /Login failed|Cannot open (?:server|database)|is not allowed to access the server|Unhandled exception|Exception: /;

const PREFIX =
  /^(?:Original exception:|Unhandled exception\.(?: \S+SqlException \(\w+\):)?)\s*/;

/** Why a container ended, for the sentence about a crash loop; starts with what joins it to the sentence. */
export function crashProblem(
  ended: ContainerStateTerminated | undefined,
): string {
  if (!ended) return '';
  if (ended.reason === 'OOMKilled') {
    return ': it needs more memory than its limit';
  }
  const line = tellingLine(ended.message ?? '');
  return line ? `: ${line}` : `: exit code ${ended.exitCode}`;
}

function tellingLine(message: string): string | undefined {
  const all = message
    .split(/[\r\n]+/)
    .map(line => line.trim())
    .filter(line => line !== '' && !/^at /.test(line) && !/^-{3,}/.test(line));
  // A server that logs JSON still tells in plain text why it ends.
  const plain = all.filter(line => !line.startsWith('{'));
  const lines = plain.length > 0 ? plain : all;
  const line =
    lines.find(said => said.includes('AADSTS')) ??
    lines.find(said => TELLING.test(said)) ??
    lines.at(-1);
  return line && shorten(line.replace(PREFIX, ''));
}
