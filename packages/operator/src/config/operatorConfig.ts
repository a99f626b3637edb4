import type { OperatorSettings } from '@fhir-on-aks/plugin-fhir-common';
import { z } from 'zod';

const DnsLabel = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
const Namespace = DnsLabel.meta({
  description: 'The name of a namespace: lower case letters, digits, dashes.',
  examples: ['fhir'],
});

const Listen = z
  .object({
    host: z.string().min(1).max(253).default('0.0.0.0').meta({
      description: 'Address of the probes and metrics.',
    }),
    port: z.int().min(0).max(65_535).default(8080).meta({
      description: 'Port of the probes and metrics; 0 takes a free one.',
    }),
  })
  .meta({ description: 'Where /healthz, /readyz and /metrics are served.' });

const Probe = z
  .object({
    mode: z.enum(['service', 'publicUrl', 'none']).default('service').meta({
      description:
        'How servers are asked: by the DNS name of their Service, by their public URL, or not at all.',
    }),
    connectTo: z
      .string()
      .regex(/^[^\s:/]+:\d{1,5}$/)
      .optional()
      .meta({
        description:
          'Host and port to which public URLs are connected, instead of asking DNS.',
        examples: ['127.0.0.1:7008'],
      }),
  })
  .meta({ description: 'How the operator asks the servers for their health.' });

const LeaderElection = z
  .object({
    mode: z.enum(['Enabled', 'Disabled']).default('Enabled').meta({
      description:
        'Disabled: only where there is never more than one operator.',
    }),
    namespace: Namespace.optional().meta({
      description:
        'Where the Lease is; the namespace of the pod when it is not set.',
    }),
    name: DnsLabel.default('fhir-operator').meta({
      description: 'Name of the Lease.',
    }),
    leaseSeconds: z.int().min(3).max(600).default(15).meta({
      description: 'A leader that was silent for so long is replaced.',
    }),
    renewSeconds: z.int().min(2).max(600).default(10).meta({
      description: 'A leader that could not renew for so long stops writing.',
    }),
    retrySeconds: z.int().min(1).max(600).default(2).meta({
      description: 'How often the lease is renewed, or tried for.',
    }),
  })
  .meta({ description: 'Which of several operators works.' });

/** What the process itself is told; the facts of the fleet stand beside it in the same file. */
export const ProcessSettings = z.object({
  listen: Listen.prefault({}),
  probe: Probe.prefault({}),
  workers: z.int().min(1).max(256).default(16).meta({
    description: 'How many Fhirs are worked on at one time.',
  }),
  namespaces: z.array(Namespace).max(200).default([]).meta({
    description: 'Namespaces to look after; none named: all.',
  }),
  leaderElection: LeaderElection.prefault({}),
  resyncMinutes: z.int().min(1).max(1440).default(60).meta({
    description: 'Every Fhir is looked at again after so long at the latest.',
  }),
});

/** How much is logged. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
/** One level of the log. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the process itself is told, complete. */
export type ProcessSettings = z.output<typeof ProcessSettings>;

/** Everything that the operator is told, read once. */
export interface OperatorConfig extends ProcessSettings {
  settings: OperatorSettings;
  logLevel: LogLevel;
  /** Where the Lease is. */
  leaseNamespace: string;
  /** Who this process is among several: the name of its pod or host. */
  instance: string;
}
