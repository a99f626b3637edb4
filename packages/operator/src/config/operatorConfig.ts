import type { OperatorSettings } from '@fhir-on-aks/plugin-fhir-common';
import { z } from 'zod';

const DnsLabel = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)
  .meta({
    description: 'The name of a namespace: lower case letters, digits, dashes.',
    examples: ['fhir'],
  });

const Listen = z.object({
  host: z.string().min(1).max(253).default('0.0.0.0'),
  port: z.int().min(0).max(65_535).default(8080),
});

const Probe = z.object({
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
});

const LeaderElection = z.object({
  mode: z.enum(['Enabled', 'Disabled']).default('Enabled').meta({
    description: 'Disabled: only where there is never more than one operator.',
  }),
  namespace: DnsLabel.optional(),
  name: DnsLabel.default('fhir-operator'),
  leaseSeconds: z.int().min(3).max(600).default(15),
  renewSeconds: z.int().min(2).max(600).default(10),
  retrySeconds: z.int().min(1).max(600).default(2),
});

/** What the process itself is told; the facts of the fleet stand beside it in the same file. */
export const ProcessSettings = z.object({
  listen: Listen.prefault({}),
  probe: Probe.prefault({}),
  workers: z.int().min(1).max(256).default(16).meta({
    description: 'How many Fhirs are worked on at one time.',
  }),
  namespaces: z.array(DnsLabel).max(200).default([]).meta({
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
