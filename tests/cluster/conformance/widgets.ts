const string = { type: 'string' };

/** A custom resource that has one of everything a structural schema can say. */
export const widgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.conformance.fhir-on-aks.io' },
  spec: {
    group: 'conformance.fhir-on-aks.io',
    scope: 'Namespaced',
    names: {
      kind: 'Widget',
      plural: 'widgets',
      shortNames: ['wdg'],
      categories: ['toys'],
    },
    versions: [
      {
        name: 'v1',
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
        selectableFields: [{ jsonPath: '.spec.size' }],
        additionalPrinterColumns: [
          {
            name: 'Size',
            type: 'string',
            jsonPath: '.spec.size',
            description: 'How big it is',
          },
          { name: 'Replicas', type: 'integer', jsonPath: '.spec.replicas' },
          {
            name: 'Ready',
            type: 'string',
            jsonPath: '.status.conditions[?(@.type=="Ready")].status',
          },
          {
            name: 'Open',
            type: 'boolean',
            jsonPath: '.spec.open',
            priority: 1,
          },
          {
            name: 'Since',
            type: 'date',
            jsonPath: '.metadata.creationTimestamp',
          },
          {
            name: 'Ratio',
            type: 'number',
            jsonPath: '.spec.ratio',
            priority: 1,
          },
          { name: 'Tags', type: 'string', jsonPath: '.spec.tags', priority: 1 },
        ],
        schema: { openAPIV3Schema: schema() },
      },
    ],
  },
};

function schema() {
  return {
    type: 'object',
    required: ['spec'],
    'x-kubernetes-validations': [
      {
        rule: 'size(self.metadata.name) <= 20',
        message: 'the name must be short',
      },
    ],
    properties: {
      spec: {
        type: 'object',
        'x-kubernetes-validations': [
          {
            rule: '!has(self.minimum) || !has(self.maximum) || self.minimum <= self.maximum',
            messageExpression:
              "self.maximum > 5 ? 'minimum is above a high maximum' : 'minimum is above a low maximum'",
            fieldPath: '.minimum',
          },
          {
            rule: "self.size != 'Large' || has(self.owner)",
            reason: 'FieldValueRequired',
            message: 'large widgets need an owner',
            fieldPath: '.owner',
          },
        ],
        properties: {
          size: { type: 'string', enum: ['Small', 'Large'], default: 'Small' },
          replicas: { type: 'integer', minimum: 0, maximum: 10, default: 1 },
          minimum: { type: 'integer' },
          maximum: { type: 'integer' },
          ratio: {
            type: 'number',
            exclusiveMinimum: true,
            minimum: 0,
            multipleOf: 0.5,
          },
          open: { type: 'boolean' },
          owner: {
            type: 'string',
            minLength: 2,
            maxLength: 8,
            pattern: '^[a-z]+$',
          },
          fixed: {
            type: 'string',
            'x-kubernetes-validations': [
              { rule: 'self == oldSelf', message: 'fixed cannot be changed' },
            ],
          },
          once: {
            type: 'string',
            'x-kubernetes-validations': [
              {
                rule: 'oldSelf.hasValue() || self == "first"',
                optionalOldSelf: true,
                message: 'once begins with first',
              },
            ],
          },
          when: { type: 'string', format: 'date-time' },
          address: { type: 'string', format: 'ipv4' },
          either: { 'x-kubernetes-int-or-string': true },
          nothing: { ...string, nullable: true },
          tags: {
            type: 'array',
            maxItems: 3,
            items: string,
            'x-kubernetes-list-type': 'set',
          },
          steps: {
            type: 'array',
            items: string,
            'x-kubernetes-list-type': 'atomic',
          },
          ports: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                name: string,
                port: { type: 'integer' },
                protocol: { type: 'string', default: 'TCP' },
              },
            },
          },
          labels: {
            type: 'object',
            additionalProperties: string,
            maxProperties: 2,
          },
          place: {
            type: 'object',
            'x-kubernetes-map-type': 'atomic',
            properties: { room: string, floor: { type: 'integer' } },
          },
          nested: {
            type: 'object',
            default: {},
            properties: {
              mode: { type: 'string', default: 'On' },
              deep: { type: 'object', properties: { key: string } },
            },
          },
          free: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
          template: {
            type: 'object',
            'x-kubernetes-embedded-resource': true,
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
      status: {
        type: 'object',
        properties: {
          replicas: { type: 'integer' },
          selector: string,
          observedGeneration: { type: 'integer' },
          conditions: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['type'],
            items: {
              type: 'object',
              required: ['type', 'status'],
              properties: { type: string, status: string, reason: string },
            },
          },
        },
      },
    },
  };
}

/** The collection of widgets in a namespace; `{ns}` stands for it in scripts. */
export const widgetsPath =
  '/apis/conformance.fhir-on-aks.io/v1/namespaces/{ns}/widgets';

/** A widget of that name with a spec. */
export function widget(
  name: string,
  spec: object = {},
  more: { metadata?: object; [field: string]: unknown } = {},
) {
  const { metadata, ...rest } = more;
  return {
    apiVersion: 'conformance.fhir-on-aks.io/v1',
    kind: 'Widget',
    metadata: { name, ...metadata },
    spec,
    ...rest,
  };
}
