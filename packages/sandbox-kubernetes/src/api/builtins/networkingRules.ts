import { isIP } from 'node:net';
import {
  isObject,
  listAt,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import { forbiddenField, invalidValue, required } from '../schema/fieldErrors';
import { formatProblem } from '../schema/formats';
import type { FieldError } from '../statusError';
import type { TypeRules } from '../types/resourceType';
import {
  dnsLabel,
  oneOf,
  portName,
  portNumber,
  portNumberOrName,
  selectorErrors,
} from './fieldChecks';
import { ensureObject, setDefaults } from './setDefault';

const hostDetail =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const wildcardDetail =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const subdomain =
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

/** Source: pkg/apis/networking/validation/validation.go. */
export const ingressRules: TypeRules = {
  initialStatus: () => ({ loadBalancer: {} }),
  validate: object => {
    const spec = objectAt(object, 'spec') ?? {};
    const rules = objectsAt(spec, 'rules');
    const backend = spec.defaultBackend;
    return [
      ...(rules.length === 0 && backend === undefined
        ? [
            invalidValue(
              'spec',
              null,
              'either `defaultBackend` or `rules` must be specified',
            ),
          ]
        : []),
      ...(isObject(backend)
        ? backendErrors(backend, 'spec.defaultBackend')
        : []),
      ...rules.flatMap((rule, index) =>
        ruleErrors(rule, `spec.rules[${index}]`),
      ),
      ...tlsErrors(spec),
    ];
  },
};

function hostErrors(host: string, path: string): FieldError[] {
  if (host === '') return [];
  if (isIP(host))
    return [invalidValue(path, host, 'must be a DNS name, not an IP address')];
  const isWild = host.includes('*');
  const pattern = new RegExp(
    isWild ? `^\\*\\.${subdomain}$` : `^${subdomain}$`,
  );
  return pattern.test(host)
    ? []
    : [invalidValue(path, host, isWild ? wildcardDetail : hostDetail)];
}

function ruleErrors(rule: JsonObject, path: string): FieldError[] {
  const errors = hostErrors(stringAt(rule, 'host') ?? '', `${path}.host`);
  const http = objectAt(rule, 'http');
  if (!http) return errors;
  const paths = objectsAt(http, 'paths');
  if (paths.length === 0) return [...errors, required(`${path}.http.paths`)];
  return [
    ...errors,
    ...paths.flatMap((one, index) =>
      pathErrors(one, `${path}.http.paths[${index}]`),
    ),
  ];
}

function pathErrors(one: JsonObject, path: string): FieldError[] {
  const type = one.pathType;
  if (type === undefined)
    return [required(`${path}.pathType`, 'pathType must be specified')];
  const text = stringAt(one, 'path') ?? '';
  const mayBeEmpty = type === 'ImplementationSpecific';
  const errors = oneOf(`${path}.pathType`, type, [
    'Exact',
    'ImplementationSpecific',
    'Prefix',
  ]);
  if (!text.startsWith('/') && !(mayBeEmpty && text === '')) {
    errors.push(invalidValue(`${path}.path`, text, 'must be an absolute path'));
  }
  return [
    ...errors,
    ...backendErrors(objectAt(one, 'backend') ?? {}, `${path}.backend`),
  ];
}

function backendErrors(backend: JsonObject, path: string): FieldError[] {
  const service = objectAt(backend, 'service');
  if (service && backend.resource !== undefined) {
    return [
      invalidValue(path, '', 'cannot set both resource and service backends'),
    ];
  }
  if (backend.resource !== undefined) return [];
  if (!service)
    return [invalidValue(path, '', 'resource or service backend is required')];
  const errors = dnsLabel(`${path}.service.name`, service.name);
  const { name, number } = objectAt(service, 'port') ?? {};
  if (name && number)
    return [
      ...errors,
      invalidValue(path, '', 'cannot set both port name & port number'),
    ];
  if (name)
    return [...errors, ...portName(`${path}.service.port.name`, String(name))];
  if (number)
    return [...errors, ...portNumber(`${path}.service.port.number`, number)];
  return [...errors, required(path, 'port name or number is required')];
}

function tlsErrors(spec: JsonObject): FieldError[] {
  return objectsAt(spec, 'tls').flatMap((one, index) =>
    listAt(one, 'hosts').flatMap((host, at) =>
      hostErrors(String(host), `spec.tls[${index}].hosts[${at}]`),
    ),
  );
}

export const networkPolicyRules: TypeRules = {
  defaults: object => {
    const spec = ensureObject(object, 'spec');
    ensureObject(spec, 'podSelector');
    if (listAt(spec, 'policyTypes').length === 0) {
      spec.policyTypes =
        listAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    }
    for (const rule of [
      ...objectsAt(spec, 'ingress'),
      ...objectsAt(spec, 'egress'),
    ]) {
      for (const port of objectsAt(rule, 'ports'))
        setDefaults(port, { protocol: 'TCP' });
    }
  },
  validate: object => {
    const spec = objectAt(object, 'spec') ?? {};
    return [
      ...selectorErrors('spec.podSelector', spec.podSelector),
      ...objectsAt(spec, 'ingress').flatMap((rule, index) =>
        policyRuleErrors(rule, 'from', `spec.ingress[${index}]`),
      ),
      ...objectsAt(spec, 'egress').flatMap((rule, index) =>
        policyRuleErrors(rule, 'to', `spec.egress[${index}]`),
      ),
      ...listAt(spec, 'policyTypes').flatMap((type, index) =>
        oneOf(`spec.policyTypes[${index}]`, type, ['Ingress', 'Egress']),
      ),
    ];
  },
};

function policyRuleErrors(
  rule: JsonObject,
  side: 'from' | 'to',
  path: string,
): FieldError[] {
  return [
    ...objectsAt(rule, 'ports').flatMap((port, index) =>
      policyPortErrors(port, `${path}.ports[${index}]`),
    ),
    ...objectsAt(rule, side).flatMap((peer, index) =>
      peerErrors(peer, `${path}.${side}[${index}]`),
    ),
  ];
}

function policyPortErrors(port: JsonObject, path: string): FieldError[] {
  const errors = oneOf(`${path}.protocol`, port.protocol, [
    'TCP',
    'UDP',
    'SCTP',
  ]);
  if (port.port !== undefined)
    errors.push(...portNumberOrName(`${path}.port`, port.port));
  else if (port.endPort !== undefined) {
    errors.push(
      invalidValue(
        `${path}.endPort`,
        port.endPort,
        'may not be specified when `port` is not specified',
      ),
    );
  }
  return errors;
}

function peerErrors(peer: JsonObject, path: string): FieldError[] {
  const block = objectAt(peer, 'ipBlock');
  const selectors = ['podSelector', 'namespaceSelector'].filter(field =>
    isObject(peer[field]),
  );
  if (!block && selectors.length === 0)
    return [required(path, 'must specify a peer')];
  const errors = selectors.flatMap(field =>
    selectorErrors(`${path}.${field}`, peer[field]),
  );
  if (!block) return errors;
  if (selectors.length > 0)
    errors.push(
      forbiddenField(path, 'may not specify both ipBlock and another peer'),
    );
  const cidr = stringAt(block, 'cidr') ?? '';
  if (cidr === '') errors.push(required(`${path}.ipBlock.cidr`));
  else if (formatProblem('cidr', cidr)) {
    errors.push(
      invalidValue(
        `${path}.ipBlock.cidr`,
        cidr,
        'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      ),
    );
  }
  return errors;
}
