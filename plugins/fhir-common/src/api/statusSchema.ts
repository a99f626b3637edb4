import type { ChildStatus, Condition, FhirStatus } from './fhirStatus';
import type { JsonSchema } from './jsonSchema';

const text = (maxLength: number, description: string): JsonSchema => ({
  type: 'string',
  maxLength,
  description,
});
const count = (description: string, maximum = 2_147_483_647): JsonSchema => ({
  type: 'integer',
  minimum: 0,
  maximum,
  description,
});

// metav1.Condition, with its bounds.
const condition: Record<keyof Condition, JsonSchema> = {
  type: {
    ...text(316, 'Which question the condition answers.'),
    pattern: '^[A-Za-z][A-Za-z0-9]*$',
  },
  status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
  reason: {
    ...text(1024, 'Why, as one word for programs.'),
    minLength: 1,
    pattern: '^[A-Za-z][A-Za-z0-9]*$',
  },
  message: text(32_768, 'Why, as one sentence for people.'),
  lastTransitionTime: {
    ...text(64, 'When the status changed last.'),
    format: 'date-time',
  },
  observedGeneration: count(
    'Generation of the spec that the condition is about.',
    9_007_199_254_740_991,
  ),
};

const child: Record<keyof ChildStatus, JsonSchema> = {
  kind: text(63, 'Kind of the child.'),
  name: text(253, 'Name of the child.'),
  ready: { type: 'string', enum: ['True', 'False', 'Unknown'] },
  reason: text(256, 'Why it is not ready.'),
};

const properties: Record<keyof FhirStatus, JsonSchema> = {
  observedGeneration: count(
    'Generation of the spec that the status is about.',
    9_007_199_254_740_991,
  ),
  conditions: {
    type: 'array',
    description: 'The road from spec to server; Ready is the summary.',
    maxItems: 16,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
    items: {
      type: 'object',
      required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'],
      properties: condition,
    },
  },
  url: text(2048, 'Public address of the server.'),
  image: text(512, 'Image that runs.'),
  replicas: count('Pods that there are.'),
  readyReplicas: count('Pods that serve.'),
  selector: text(
    1024,
    'Label selector of the pods, for the scale subresource.',
  ),
  server: {
    type: 'object',
    description: 'What the server says about itself.',
    properties: {
      softwareVersion: text(128, 'Version of the software.'),
      fhirVersion: text(32, 'Version of FHIR.'),
      health: text(32, 'Its health.'),
    },
  },
  children: {
    type: 'array',
    description: 'The objects that belong to the Fhir.',
    maxItems: 64,
    items: {
      type: 'object',
      required: ['kind', 'name', 'ready'],
      properties: child,
    },
  },
};

/** The schema of the status that the operator writes. */
export const statusSchema: JsonSchema = {
  type: 'object',
  description: 'What the operator saw; written by the operator only.',
  properties,
};
