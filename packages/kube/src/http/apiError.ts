import type { IncomingHttpHeaders } from 'node:http';
import type { KubernetesStatus } from '../ClusterClient';
import { KubernetesApiError } from '../errors';

interface Answer {
  code: number;
  headers: IncomingHttpHeaders;
  text: string;
}

const DEFAULT_REASONS: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Expired',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** Reads the refusal of an API server: its Status, its Retry-After, and one sentence. */
export function apiError(
  request: { action: string; confidential?: boolean },
  { code, headers, text }: Answer,
): KubernetesApiError {
  const status = parseStatus(text);
  const shown: KubernetesStatus = request.confidential
    ? { code: status.code, reason: status.reason }
    : status;
  const reason = status.reason ?? DEFAULT_REASONS[code] ?? 'Unknown';
  const detail = shown.message ? `: ${shown.message}` : '';
  return new KubernetesApiError(
    `${request.action}${detail} (${code} ${reason})`,
    {
      code,
      reason,
      status: shown,
      retryAfterMs: retryAfter(headers['retry-after'], status),
    },
  );
}

/** The refusal that arrived as an ERROR event inside a watch. */
export function watchError(
  action: string,
  status: KubernetesStatus,
): KubernetesApiError {
  const code = status.code ?? 500;
  return new KubernetesApiError(
    `${action}: ${status.message ?? 'the server ended the watch'} (${code} ${status.reason ?? 'Unknown'})`,
    {
      code,
      status,
      retryAfterMs: retryAfter(undefined, status),
    },
  );
}

function parseStatus(text: string): KubernetesStatus {
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed !== null && typeof parsed === 'object') return parsed;
  } catch {
    // Proxies and an API server that starts answer in plain text.
  }
  return text ? { message: text.trim().slice(0, 500) } : {};
}

function retryAfter(
  value: string | undefined,
  status: KubernetesStatus,
): number | undefined {
  const seconds = value ? Number(value) : status.details?.retryAfterSeconds;
  if (seconds !== undefined && Number.isFinite(seconds)) return seconds * 1000;
  const at = value ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
