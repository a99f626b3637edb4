import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/**
 * CPU seconds that a process has used and its highest resident memory in MB, from /proc: the benchmark runs on Linux.
 * @param {number} pid
 */
export function usageOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const peak = /VmHWM:\s+(\d+) kB/.exec(
    readFileSync(`/proc/${pid}/status`, 'utf8'),
  );
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    peakMb: Math.round(Number(peak?.[1] ?? 0) / 1024),
  };
}
