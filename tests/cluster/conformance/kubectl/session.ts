import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Step } from './Step';

const definition = readFileSync(
  path.resolve(__dirname, '../../../../deploy/crd/fhirs.yaml'),
  'utf8',
);

const cardio = (changes: { size?: string; labels?: string } = {}) => `
apiVersion: fhir-on-aks.io/v1alpha1
kind: Fhir
metadata:
  name: cardio
  labels: {${changes.labels ?? 'team: heart'}}
spec:
  fhirVersion: R4
  size: ${changes.size ?? 'Small'}
  identity: {type: None}
  database: {server: sql.example.org, name: cardio, authentication: Secret, connectionStringSecret: {name: db, key: connection}}
  security: {mode: Disabled}
  exposure: {type: None}
`;

const web = `
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {clusterIP: None, ports: [{name: http, port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  paused: true
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "example.test/web:1", ports: [{containerPort: 80}]}
`;

const file = ['-f', '-'];

/** A session as a platform engineer has it: install the kind, make an instance, look at it, change it in every way, take it away. */
export const session: Step[] = [
  step('install the definition', ['apply', '--server-side', ...file], {
    input: definition,
  }),
  step('wait until it is served', [
    'wait',
    '--for=condition=Established',
    'crd/fhirs.fhir-on-aks.io',
  ]),
  step('the kinds of the group', [
    'api-resources',
    '--api-group=fhir-on-aks.io',
  ]),
  step('the kinds of the group, all about them', [
    'api-resources',
    '--api-group=fhir-on-aks.io',
    '-o',
    'wide',
  ]),
  step('the kinds of apps', [
    'api-resources',
    '--api-group=apps',
    '--no-headers',
  ]),
  step('explain the spec', ['explain', 'fhir.spec'], { eventually: true }),
  step('explain a field', ['explain', 'fhir.spec.fhirVersion']),
  step('explain down to the leaves', [
    'explain',
    'fhir.spec.database',
    '--recursive',
  ]),
  step('explain what is not there', ['explain', 'fhir.spec.nothing']),
  step('explain a built-in kind', [
    'explain',
    'deployment.spec.strategy.rollingUpdate',
  ]),
  step('try to create, on the server', ['apply', '--dry-run=server', ...file], {
    input: cardio(),
  }),
  step('nothing was made', ['get', 'fhirs']),
  step('apply', ['apply', ...file], { input: cardio() }),
  step('apply the same', ['apply', ...file], { input: cardio() }),
  step('apply a change', ['apply', ...file], {
    input: cardio({ size: 'Medium' }),
  }),
  step('apply without a label', ['apply', ...file], {
    input: cardio({ size: 'Medium', labels: '' }),
  }),
  step('get', ['get', 'fhirs']),
  step('get by the short name', ['get', 'fh', '-o', 'name']),
  step('get wide', ['get', 'fhir', 'cardio', '-o', 'wide']),
  step('get as yaml', [
    'get',
    'fhir',
    'cardio',
    '-o',
    'yaml',
    '--show-managed-fields',
  ]),
  step('get a field', ['get', 'fhir', 'cardio', '-o', 'jsonpath={.spec.size}']),
  step('get with columns of one’s own', [
    'get',
    'fhirs',
    '-o',
    'custom-columns=NAME:.metadata.name,SIZE:.spec.size',
  ]),
  step('get with labels', ['get', 'fhirs', '--show-labels']),
  step('get what is not there', ['get', 'fhir', 'nothing']),
  step('get a kind that is not there', ['get', 'nothings']),
  step('describe', ['describe', 'fhir', 'cardio']),
  step('a wrong value', ['apply', ...file], {
    input: cardio({ size: 'Huge' }),
  }),
  step('an unknown field', ['create', ...file], {
    input: cardio()
      .replace('name: cardio\n', 'name: other\n')
      .replace('size:', 'sise:'),
  }),
  step('a rule of the definition', [
    'patch',
    'fhir',
    'cardio',
    '--type=merge',
    '-p',
    '{"spec":{"fhirVersion":"R5"}}',
  ]),
  step('another rule of the definition', [
    'patch',
    'fhir',
    'cardio',
    '--type=merge',
    '-p',
    '{"spec":{"security":{"mode":"Enabled"}}}',
  ]),
  step('create again', ['create', ...file], { input: cardio() }),
  step('merge patch', [
    'patch',
    'fhir',
    'cardio',
    '--type=merge',
    '-p',
    '{"spec":{"replicas":2}}',
  ]),
  step('a patch that changes nothing', [
    'patch',
    'fhir',
    'cardio',
    '--type=merge',
    '-p',
    '{"spec":{"replicas":2}}',
  ]),
  step('json patch', [
    'patch',
    'fhir',
    'cardio',
    '--type=json',
    '-p',
    '[{"op":"replace","path":"/spec/replicas","value":3}]',
  ]),
  step('strategic merge patch of a custom resource', [
    'patch',
    'fhir',
    'cardio',
    '--type=strategic',
    '-p',
    '{"spec":{"replicas":4}}',
  ]),
  step('patch the status', [
    'patch',
    'fhir',
    'cardio',
    '--subresource=status',
    '--type=merge',
    '-p',
    '{"status":{"readyReplicas":3,"conditions":[{"type":"Ready","status":"True","reason":"Serving","message":"well","lastTransitionTime":"2026-01-01T00:00:00Z","observedGeneration":1}]}}',
  ]),
  step('get with a status', ['get', 'fhirs', '-o', 'wide']),
  step('wait for a condition', [
    'wait',
    '--for=condition=Ready',
    'fhir/cardio',
    '--timeout=5s',
  ]),
  step('wait for a field', [
    'wait',
    '--for=jsonpath={.status.readyReplicas}=3',
    'fhir/cardio',
    '--timeout=5s',
  ]),
  step('scale', ['scale', 'fhir', 'cardio', '--replicas=1']),
  step('scale from another number', [
    'scale',
    'fhir',
    'cardio',
    '--current-replicas=7',
    '--replicas=2',
  ]),
  step('label', ['label', 'fhir', 'cardio', 'tier=gold']),
  step('label again', ['label', 'fhir', 'cardio', 'tier=silver']),
  step('label anew', ['label', 'fhir', 'cardio', 'tier=silver', '--overwrite']),
  step('get by label', [
    'get',
    'fhirs',
    '-l',
    'tier in (silver)',
    '-o',
    'name',
  ]),
  step('take a label off', ['label', 'fhir', 'cardio', 'tier-']),
  step('annotate', ['annotate', 'fhir', 'cardio', 'example.org/note=hello']),
  step('diff', ['diff', ...file], { input: cardio({ size: 'Large' }) }),
  step('diff without a difference', ['diff', ...file], {
    input: cardio({ size: 'Medium', labels: '' }),
  }),
  step(
    'apply on the server what was applied by the client',
    ['apply', '--server-side', ...file],
    { input: cardio({ size: 'Large' }) },
  ),
  step(
    'apply on the server, by force',
    ['apply', '--server-side', '--force-conflicts', ...file],
    { input: cardio({ size: 'Large' }) },
  ),
  step(
    'apply on the server as somebody else',
    ['apply', '--server-side', '--field-manager=other', ...file],
    { input: cardio({ size: 'Small' }) },
  ),
  step('diff on the server', ['diff', '--server-side', ...file], {
    input: cardio({ size: 'Small' }),
  }),
  step('edit', ['edit', 'fhir', 'cardio'], {
    editor: 'sed -i s/size:.Large/size:\\ Medium/',
  }),
  step('edit into something wrong', ['edit', 'fhir', 'cardio'], {
    editor: 'sed -i s/size:.Medium/size:\\ Huge/',
    quiet: true,
  }),
  step('the size after it', [
    'get',
    'fhir',
    'cardio',
    '-o',
    'jsonpath={.spec.size}',
  ]),
  step('a service and a deployment', ['apply', ...file], { input: web }),
  step('get all', ['get', 'all']),
  step('get several kinds', ['get', 'svc,deploy', '-o', 'name']),
  step('describe the service', ['describe', 'service', 'web']),
  step('strategic merge patch', [
    'patch',
    'deployment',
    'web',
    '-p',
    '{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"A","value":"1"}]}]}}}}',
  ]),
  step('set an image', [
    'set',
    'image',
    'deployment/web',
    'web=example.test/web:2',
  ]),
  step('set a variable', ['set', 'env', 'deployment/web', 'B=2', 'A-']),
  step('set resources', [
    'set',
    'resources',
    'deployment/web',
    '--limits=cpu=1',
  ]),
  step('the template after it', [
    'get',
    'deployment',
    'web',
    '-o',
    'jsonpath={.spec.template.spec.containers}',
  ]),
  step('replace', ['replace', ...file], {
    input: web.slice(0, web.indexOf('---')),
  }),
  step('a wide list', ['get', 'deployments', '-o', 'wide']),
  step('a namespaced list of everywhere', [
    'get',
    'services',
    '-A',
    '--field-selector=metadata.namespace={ns}',
  ]),
  step('create a config map', [
    'create',
    'configmap',
    'settings',
    '--from-literal=a=1',
    '--from-literal=b=2',
  ]),
  step('create a secret', [
    'create',
    'secret',
    'generic',
    'db',
    '--from-literal=connection=secret',
  ]),
  step('create a service account', ['create', 'serviceaccount', 'robot']),
  step('create a role', [
    'create',
    'role',
    'reader',
    '--verb=get,list',
    '--resource=fhirs.fhir-on-aks.io',
  ]),
  step('create a role binding', [
    'create',
    'rolebinding',
    'robots',
    '--role=reader',
    '--serviceaccount={ns}:robot',
  ]),
  step('create an ingress', [
    'create',
    'ingress',
    'web',
    '--class=none',
    '--rule=a.example.org/*=web:80,tls=cert',
  ]),
  step('create a budget', [
    'create',
    'poddisruptionbudget',
    'web',
    '--selector=app=nothing',
    '--min-available=1',
  ]),
  step('autoscale', [
    'autoscale',
    'deployment',
    'web',
    '--min=1',
    '--max=3',
    '--cpu=80%',
  ]),
  step('create a cron job', [
    'create',
    'cronjob',
    'daily',
    '--image=example.test/job',
    '--schedule=0 3 * * *',
  ]),
  step('create a service', [
    'create',
    'service',
    'clusterip',
    'other',
    '--tcp=80:8080',
    '--clusterip=None',
  ]),
  step('expose', [
    'expose',
    'deployment',
    'web',
    '--name=exposed',
    '--port=80',
    '--cluster-ip=None',
  ]),
  step('what was made', [
    'get',
    'cm/settings,secret/db,sa/robot,role,rolebinding,ingress,pdb,svc,cronjob',
  ]),
  step('try to run a pod, on the server', [
    'run',
    'one',
    '--image=example.test/one',
    '--dry-run=server',
    '-o',
    'name',
  ]),
  step('create a name twice', ['create', 'configmap', 'settings']),
  step('may I?', ['auth', 'can-i', 'create', 'fhirs.fhir-on-aks.io']),
  step('may I what is not there?', ['auth', 'can-i', 'create', 'nothings'], {
    quiet: true,
  }),
  step('who am I?', ['auth', 'whoami'], { quiet: true }),
  step('events', ['events', '--for=fhir/cardio']),
  step('make an event', ['create', ...file], {
    input:
      '{"apiVersion":"v1","kind":"Event","metadata":{"name":"cardio.1"},"type":"Warning","reason":"Failed","message":"The image cannot be pulled.","involvedObject":{"apiVersion":"fhir-on-aks.io/v1alpha1","kind":"Fhir","name":"cardio","namespace":"{ns}"},"source":{"component":"tests"},"count":2,"firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:00:00Z"}',
  }),
  step('events of one object', ['events', '--for=fhir/cardio']),
  step('events as a list', [
    'get',
    'events',
    '--field-selector=involvedObject.kind=Fhir',
  ]),
  step('a path of the API', ['get', '--raw', '/apis/fhir-on-aks.io']),
  step('no metrics', ['top', 'pod']),
  step('logs of nothing', ['logs', 'nothing']),
  step('delete in a dry run', ['delete', 'fhir', 'cardio', '--dry-run=server']),
  step('delete and wait', ['delete', 'fhir', 'cardio']),
  step('wait for what is gone', [
    'wait',
    '--for=delete',
    'fhir/cardio',
    '--timeout=5s',
  ]),
  step('delete again', ['delete', 'fhir', 'cardio']),
  step('delete again, not minding', [
    'delete',
    'fhir',
    'cardio',
    '--ignore-not-found',
  ]),
  step('delete in the foreground', [
    'delete',
    'deployment',
    'web',
    '--cascade=foreground',
  ]),
  step('delete by label', ['delete', 'svc', '-l', 'app=web']),
  step('delete all of a kind', ['delete', 'cronjob', '--all']),
];

function step(title: string, args: string[], more: Partial<Step> = {}): Step {
  return { title, args, ...more };
}
