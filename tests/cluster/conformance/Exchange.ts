import type { Answer, RequestOptions } from './ApiClient';
import type { ApiObject } from './ApiObject';

/** The answers so far, by the title of their exchange. */
export type Answers = (title: string) => ApiObject;

export type Body =
  Record<string, unknown> | unknown[] | string | ((answers: Answers) => object);

interface Options extends Pick<RequestOptions, 'type' | 'accept'> {
  /** What of the answer is compared; the whole body when not given. */
  show?: (body: ApiObject, answer: Answer) => unknown;
}

/** One request of a script. `{ns}` in path and body is the script's namespace. */
export interface Exchange extends Options {
  title: string;
  method: string;
  path: string;
  /** May be made from earlier answers, for a resourceVersion or a uid. */
  body?: Body;
}

/** Requests in order, all on one namespace of their own. */
export interface Script {
  name: string;
  exchanges: Exchange[];
}

/** An answer without what differs from run to run. */
export interface RecordedAnswer {
  title: string;
  status: number;
  warnings?: string[];
  body: unknown;
}

const withBody =
  (method: string) =>
  (
    title: string,
    path: string,
    body: Body,
    options: Options = {},
  ): Exchange => ({
    title,
    method,
    path,
    body,
    ...options,
  });

export const get = (
  title: string,
  path: string,
  options: Options = {},
): Exchange => ({
  title,
  method: 'GET',
  path,
  ...options,
});
export const post = withBody('POST');
export const put = withBody('PUT');
export const remove = (
  title: string,
  path: string,
  body?: Body,
  options: Options = {},
): Exchange => ({
  title,
  method: 'DELETE',
  path,
  body,
  ...options,
});

/** PATCH by its content type: `merge`, `json`, `strategic` or server-side `apply`. */
export const patch = (
  title: string,
  path: string,
  kind: 'merge' | 'json' | 'strategic' | 'apply',
  body: Body,
  options: Options = {},
): Exchange => ({
  ...withBody('PATCH')(title, path, body, options),
  type: {
    merge: 'application/merge-patch+json',
    json: 'application/json-patch+json',
    strategic: 'application/strategic-merge-patch+json',
    apply: 'application/apply-patch+yaml',
  }[kind],
});

/** Shows only that a request was refused, not in which words. */
export const refusal: Options = {
  show: ({ status, reason, code }) => ({ status, reason, code }),
};

/** Shows only which fields were refused: some values are printed in the internal form of the API server, or in words of Go. */
export const fields: Options = {
  show: ({ code, reason, details }) => ({
    code,
    reason,
    fields: JSON.stringify(details).match(/"field":"[^"]*"/g),
  }),
};

/** Shows only some fields of an answer: `spec`, or `metadata.labels`. */
export const only = (...paths: string[]): Options => ({
  show: body => Object.fromEntries(paths.map(path => [path, at(body, path)])),
});

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, field) => {
    if (typeof found !== 'object' || found === null) return undefined;
    return Object.entries(found).find(([key]) => key === field)?.[1];
  }, value);
}
