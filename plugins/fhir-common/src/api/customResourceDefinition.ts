import { MAX_FHIR_NAME_LENGTH } from '../names';
import { FHIR_GROUP, FHIR_RESOURCE, FHIR_VERSION } from './fhir';
import { fhirSpecSchema } from './requestInputs';
import { statusSchema } from './statusSchema';
import { structuralSchema } from './structuralSchema';

const condition = (type: string, field: string) =>
  `.status.conditions[?(@.type=="${type}")].${field}`;

const printerColumns = [
  { name: 'Version', type: 'string', jsonPath: '.spec.fhirVersion' },
  { name: 'Ready', type: 'string', jsonPath: condition('Ready', 'status') },
  { name: 'Reason', type: 'string', jsonPath: condition('Ready', 'reason') },
  { name: 'URL', type: 'string', jsonPath: '.status.url' },
  { name: 'Replicas', type: 'integer', jsonPath: '.status.readyReplicas' },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  {
    name: 'Image',
    type: 'string',
    jsonPath: '.status.image',
    priority: 1,
  },
  {
    name: 'Identity',
    type: 'string',
    jsonPath: '.spec.identity.type',
    priority: 1,
  },
  {
    name: 'Message',
    type: 'string',
    jsonPath: condition('Ready', 'message'),
    priority: 1,
  },
];

const nameRules = [
  {
    rule: `size(self.metadata.name) <= ${MAX_FHIR_NAME_LENGTH}`,
    message: `metadata.name must have at most ${MAX_FHIR_NAME_LENGTH} characters`,
  },
  {
    rule: "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message:
      'metadata.name must be lower case letters, digits and dashes, starting with a letter',
  },
];

/** The CustomResourceDefinition of Fhir, made from the one definition of the spec. */
export function customResourceDefinition() {
  const { kind, plural } = FHIR_RESOURCE;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${FHIR_GROUP}` },
    spec: {
      group: FHIR_GROUP,
      scope: 'Namespaced',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: 'fhir',
        shortNames: ['fh'],
        categories: ['all'],
      },
      versions: [version()],
    },
  };
}

function version() {
  return {
    name: FHIR_VERSION,
    served: true,
    storage: true,
    subresources: {
      status: {},
      scale: {
        specReplicasPath: '.spec.replicas',
        statusReplicasPath: '.status.replicas',
        labelSelectorPath: '.status.selector',
      },
    },
    additionalPrinterColumns: printerColumns,
    schema: {
      openAPIV3Schema: {
        type: 'object',
        description: 'A FHIR server on this cluster.',
        required: ['spec'],
        'x-kubernetes-validations': nameRules,
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { type: 'object' },
          spec: {
            ...structuralSchema(fhirSpecSchema),
            description: 'What a person decides about the server.',
          },
          status: structuralSchema(statusSchema, 'status'),
        },
      },
    },
  };
}
