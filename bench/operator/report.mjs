/**
 * The rows of the table, each from the results of one run.
 * @type {Array<[string, (results: any, count: number) => number | undefined]>}
 */
const rows = [
  ['all children, s', r => r.create?.times.allChildrenSeconds],
  ['all Ready, s', r => r.create?.times.allReadySeconds],
  ['create → Ready p50, s', r => r.create?.times.readyP50Seconds],
  ['create → Ready p99, s', r => r.create?.times.readyP99Seconds],
  ['create: writes per Fhir', (r, n) => r.create?.requests.writes / n],
  ['create: reads per Fhir', (r, n) => r.create?.requests.reads / n],
  ['create: operator CPU, s', r => r.create?.cpuSeconds],
  ['create: API server CPU, s', r => r.create?.apiServerCpuSeconds],
  ['update all, s', r => r.update?.times.allReadySeconds],
  ['update: writes per Fhir', (r, n) => r.update?.requests.writes / n],
  ['update: operator CPU, s', r => r.update?.cpuSeconds],
  ['steady: writes', r => r.steady?.requests.writes],
  ['steady: reads', r => r.steady?.requests.reads],
  ['steady: operator CPU, s', r => r.steady?.cpuSeconds],
  ['peak memory, MB', r => (r.steady ?? r.update ?? r.create)?.peakMb],
  ['restart → first change, s', r => r.restart?.times.firstChangeSeconds],
  ['restart: writes', r => r.restart?.requests.writes],
  ['restart: operator CPU, s', r => r.restart?.cpuSeconds],
  ['restart: peak memory, MB', r => r.restart?.peakMb],
  ['fail-over SIGTERM, s', r => r['fail-over']?.times.sigtermSeconds],
  ['fail-over SIGKILL, s', r => r['fail-over']?.times.sigkillSeconds],
  ['delete all, s', r => r.delete?.times.allGoneSeconds],
  ['delete: writes per Fhir', (r, n) => r.delete?.requests.writes / n],
];

/**
 * One table per size: the median of the runs of each contestant, and ours ÷ the opponent's.
 * @param {Array<{ contestant: string, count: number, results: any }>} runs
 */
export function reportTable(runs) {
  const counts = [...new Set(runs.map(run => run.count))];
  return counts
    .map(count => {
      const of = (/** @type {string} */ id) =>
        runs.filter(run => run.count === count && run.contestant === id);
      const lines = rows.flatMap(([title, read]) => {
        const [mine, theirs] = ['ours', 'go'].map(id =>
          median(of(id).map(run => read(run.results, count))),
        );
        return mine === undefined && theirs === undefined
          ? []
          : [[title, text(mine), text(theirs), ratio(mine, theirs)]];
      });
      return table([[`N = ${count}`, 'ours', 'Go', 'ours ÷ Go'], ...lines]);
    })
    .join('\n\n');
}

/** Of what was measured. @param {Array<number | undefined>} values */
function median(values) {
  const sorted = values
    .filter(value => value !== undefined)
    .filter(value => !Number.isNaN(value))
    .sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** @param {number | undefined} value */
function text(value) {
  if (value === undefined) return '–';
  return String(Math.round(value * 100) / 100);
}

/**
 * @param {number | undefined} mine
 * @param {number | undefined} theirs
 */
function ratio(mine, theirs) {
  if (mine === undefined || theirs === undefined) return '–';
  if (theirs === 0) return mine === 0 ? '1.00' : '–';
  return (mine / theirs).toFixed(2);
}

/** @param {string[][]} cells */
function table(cells) {
  const widths = cells[0].map((_, column) =>
    Math.max(...cells.map(row => row[column].length)),
  );
  const line = (/** @type {string[]} */ row) =>
    `| ${row
      .map((cell, column) =>
        column === 0
          ? cell.padEnd(widths[column])
          : cell.padStart(widths[column]),
      )
      .join(' | ')} |`;
  const rule = `| ${widths
    .map((width, column) =>
      column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
    )
    .join(' | ')} |`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}
