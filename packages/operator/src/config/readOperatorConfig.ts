import {
  fieldIssues,
  InvalidConfigError,
  isRecord,
  parseOperatorSettings,
  unknownFields,
  type FieldIssue,
  type OperatorSettings,
} from '@fhir-on-aks/plugin-fhir-common';
import { parseDocument } from 'yaml';
import {
  LOG_LEVELS,
  ProcessSettings,
  type LogLevel,
  type OperatorConfig,
} from './operatorConfig';

type Environment = Record<string, string | undefined>;
type Read<T> = { value: T } | { issues: FieldIssue[] };

const WHAT = 'The operator configuration';
const ownKeys = Object.keys(ProcessSettings.shape);

/**
 * The whole configuration from the text of its file (YAML or JSON; none: all defaults) and the environment (LOG_LEVEL,
 * POD_NAMESPACE, POD_NAME, HOSTNAME). Throws `InvalidConfigError` with every issue at once.
 */
export function readOperatorConfig(
  text: string | undefined,
  env: Environment,
): OperatorConfig {
  const input = parseFile(text);
  const process = readProcess(pick(input, ownKeys));
  const settings = readSettings(omit(input, ownKeys));
  const logLevel = readLogLevel(env);
  const issues = [
    ...issuesOf(process),
    ...issuesOf(settings),
    ...issuesOf(logLevel),
    ...contradictions(process, settings),
  ];
  if ('issues' in process || 'issues' in settings || 'issues' in logLevel) {
    throw new InvalidConfigError(WHAT, issues);
  }
  if (issues.length > 0) throw new InvalidConfigError(WHAT, issues);
  const { leaderElection } = process.value;
  return {
    ...process.value,
    settings: settings.value,
    logLevel: logLevel.value,
    leaseNamespace: leaderElection.namespace ?? env.POD_NAMESPACE ?? 'default',
    instance: env.POD_NAME ?? env.HOSTNAME ?? 'fhir-operator',
  };
}

function parseFile(text: string | undefined): Record<string, unknown> {
  if (!text?.trim()) return {};
  const document = parseDocument(text);
  const [error] = document.errors;
  const content: unknown = error ? undefined : document.toJS();
  if (content === null) return {};
  if (isRecord(content)) return content;
  throw new InvalidConfigError(WHAT, [
    {
      field: 'the file',
      value: '',
      message: error
        ? `is not YAML: ${error.message.split('\n')[0]}`
        : 'must be a map of settings',
      remedy: 'write settings such as "workers: 16", one per line',
    },
  ]);
}

function readProcess(input: Record<string, unknown>): Read<ProcessSettings> {
  const unknown = unknownFields(ProcessSettings, input);
  const parsed = ProcessSettings.safeParse(input);
  if (parsed.success && unknown.length === 0) return { value: parsed.data };
  const invalid = parsed.success
    ? []
    : fieldIssues(parsed.error, ProcessSettings, input);
  return { issues: [...invalid, ...unknown] };
}

function readSettings(input: Record<string, unknown>): Read<OperatorSettings> {
  try {
    return { value: parseOperatorSettings(input) };
  } catch (error) {
    if (error instanceof InvalidConfigError) return { issues: error.issues };
    throw error;
  }
}

function readLogLevel({ LOG_LEVEL }: Environment): Read<LogLevel> {
  const wanted = (LOG_LEVEL ?? 'info').toLowerCase();
  const value = LOG_LEVELS.find(level => level === wanted);
  if (value) return { value };
  return {
    issues: [
      {
        field: 'LOG_LEVEL',
        value: JSON.stringify(LOG_LEVEL),
        message: 'is not one of the choices',
        remedy: `choose one of ${LOG_LEVELS.join(', ')}`,
      },
    ],
  };
}

/** What is valid by itself and does not go together. */
function contradictions(
  process: Read<ProcessSettings>,
  settings: Read<OperatorSettings>,
): FieldIssue[] {
  if ('issues' in process) return [];
  const { probe, leaderElection } = process.value;
  const found: FieldIssue[] = [];
  const gate =
    'value' in settings && settings.value.features.readinessGate === 'Enabled';
  if (gate && probe.mode !== 'service') {
    found.push({
      field: 'features.readinessGate',
      value: '"Enabled"',
      message: `needs probe.mode service, not ${probe.mode}: each pod is asked by its own address`,
      remedy: 'set probe.mode to service, or the gate to Disabled',
    });
  }
  const { leaseSeconds, renewSeconds, retrySeconds } = leaderElection;
  if (!(leaseSeconds > renewSeconds && renewSeconds > retrySeconds)) {
    found.push({
      field: 'leaderElection',
      value: `lease ${leaseSeconds} s, renew ${renewSeconds} s, retry ${retrySeconds} s`,
      message: 'leaves no time to renew the lease',
      remedy: 'set leaseSeconds > renewSeconds > retrySeconds',
    });
  }
  return found;
}

function issuesOf(read: Read<unknown>): FieldIssue[] {
  return 'issues' in read ? read.issues : [];
}

function pick(input: Record<string, unknown>, keys: string[]) {
  return Object.fromEntries(
    Object.entries(input).filter(([key]) => keys.includes(key)),
  );
}

function omit(input: Record<string, unknown>, keys: string[]) {
  return Object.fromEntries(
    Object.entries(input).filter(([key]) => !keys.includes(key)),
  );
}
