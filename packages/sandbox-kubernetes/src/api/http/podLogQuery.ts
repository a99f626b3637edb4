import type { KubeObject, PodLogQuery } from '../contract';
import { objectsAt } from '../jsonValue';
import { forbiddenField, invalidValue } from '../schema/fieldErrors';
import { badRequest, invalid, type FieldError } from '../statusError';

type Options = Omit<PodLogQuery, 'signal'>;

/** Reads which log is asked for, and how much of it, from a URL's query; refuses what the API server refuses. */
export function podLogQuery(query: URLSearchParams, pod: KubeObject): Options {
  const { name } = pod.metadata;
  const options: Options = {
    tailLines: integer(query, 'tailLines'),
    limitBytes: integer(query, 'limitBytes'),
    sinceSeconds: integer(query, 'sinceSeconds'),
    sinceTime: query.get('sinceTime') || undefined,
    previous: isOn(query.get('previous')),
    follow: isOn(query.get('follow')),
    timestamps: isOn(query.get('timestamps')),
  };
  const errors = optionErrors(options);
  if (errors.length > 0) {
    const subject = { group: '', resource: '', kind: 'PodLogOptions' };
    throw invalid(subject, name, errors);
  }
  return { ...options, container: containerOf(pod, query.get('container')) };
}

function integer(query: URLSearchParams, field: string): number | undefined {
  const text = query.get(field);
  if (!text) return undefined;
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw badRequest(
    `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
  );
}

function isOn(text: string | null): boolean {
  return text !== null && !['', 'false', '0'].includes(text.toLowerCase());
}

function optionErrors(options: Options): FieldError[] {
  const { tailLines, limitBytes, sinceSeconds, sinceTime } = options;
  const errors: FieldError[] = [];
  if (tailLines !== undefined && tailLines < 0) {
    errors.push(
      invalidValue(
        'tailLines',
        tailLines,
        'must be greater than or equal to 0',
      ),
    );
  }
  if (limitBytes !== undefined && limitBytes < 1) {
    errors.push(
      invalidValue('limitBytes', limitBytes, 'must be greater than 0'),
    );
  }
  if (sinceSeconds !== undefined && sinceTime !== undefined) {
    errors.push(
      forbiddenField(
        '[]',
        'at most one of `sinceTime` or `sinceSeconds` may be specified',
      ),
    );
  } else if (sinceSeconds !== undefined && sinceSeconds < 1) {
    errors.push(
      invalidValue('sinceSeconds', sinceSeconds, 'must be greater than 0'),
    );
  }
  return errors;
}

function containerOf(pod: KubeObject, asked: string | null): string {
  const { name } = pod.metadata;
  const names = (field: string) =>
    objectsAt(pod, 'spec', field).map(one => String(one.name));
  const containers = names('containers');
  const all = [...names('initContainers'), ...containers];
  if (asked) {
    if (all.includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  if (containers.length === 1) return containers[0];
  throw badRequest(
    `a container name must be specified for pod ${name}, choose one of: [${all.join(' ')}]`,
  );
}
