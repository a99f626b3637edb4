// Writes builtinSchemas.json: the schemas of the kinds that the sandbox serves, taken from the
// OpenAPI documents of Kubernetes (Apache-2.0). Run: node extractSchemas.mjs <kubernetes source folder>
import { readFileSync, writeFileSync } from 'node:fs';

const [source] = process.argv.slice(2);
if (!source) {
  console.error(
    'Say where the Kubernetes source is: node extractSchemas.mjs $(go list -m -f "{{.Dir}}" k8s.io/kubernetes)',
  );
  process.exit(2);
}
const documents = {
  api__v1:
    'Namespace Pod Service ConfigMap Secret ServiceAccount Event Node Endpoints ReplicationController PersistentVolumeClaim PersistentVolume LimitRange ResourceQuota PodTemplate',
  apis__apps__v1:
    'Deployment ReplicaSet StatefulSet DaemonSet ControllerRevision',
  apis__batch__v1: 'Job CronJob',
  apis__networking__k8s_io__v1: 'Ingress NetworkPolicy IngressClass',
  apis__policy__v1: 'PodDisruptionBudget',
  apis__autoscaling__v2: 'HorizontalPodAutoscaler',
  apis__coordination__k8s_io__v1: 'Lease',
  apis__discovery__k8s_io__v1: 'EndpointSlice',
  apis__events__k8s_io__v1: 'Event',
  apis__rbac__authorization__k8s_io__v1:
    'Role RoleBinding ClusterRole ClusterRoleBinding',
  apis__apiextensions__k8s_io__v1: 'CustomResourceDefinition',
  apis__admissionregistration__k8s_io__v1:
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
  apis__storage__k8s_io__v1: 'StorageClass',
  apis__scheduling__k8s_io__v1: 'PriorityClass',
  apis__authentication__k8s_io__v1: 'SelfSubjectReview TokenReview',
  apis__authorization__k8s_io__v1:
    'SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview LocalSubjectAccessReview',
};
const extra = [
  'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
  'io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Status',
  'io.k8s.api.autoscaling.v1.Scale',
];
const schemas = {};

function collect(node, all) {
  if (Array.isArray(node)) return node.forEach(item => collect(item, all));
  if (!node || typeof node !== 'object') return undefined;
  if (typeof node.$ref === 'string') take(node.$ref.split('/').pop(), all);
  return Object.values(node).forEach(value => collect(value, all));
}
function take(name, all) {
  if (schemas[name]) return;
  schemas[name] = all[name];
  collect(all[name], all);
}
for (const [file, kinds] of Object.entries(documents)) {
  const path = `${source}/api/openapi-spec/v3/${file.replaceAll('__k8s_io', '.k8s.io').replace('rbac__authorization', 'rbac.authorization')}_openapi.json`;
  const all = JSON.parse(readFileSync(path, 'utf8')).components.schemas;
  const group = file === 'api__v1' ? '' : file.split('__')[1];
  for (const kind of kinds.split(' ')) {
    const name = Object.keys(all).find(
      key =>
        key.endsWith(`.${kind}`) &&
        all[key]['x-kubernetes-group-version-kind']?.some(
          gvk => gvk.kind === kind,
        ),
    );
    if (!name) throw new Error(`${path} has no ${kind} (${group})`);
    take(name, all);
  }
  for (const name of extra) if (all[name]) take(name, all);
}
const sorted = Object.fromEntries(
  Object.keys(schemas)
    .sort()
    .map(name => [name, schemas[name]]),
);
const lines = Object.entries(sorted).map(
  ([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
);
writeFileSync(
  new URL('builtinSchemas.json', import.meta.url),
  `{\n${lines.join(',\n')}\n}\n`,
);
console.log(`${lines.length} schemas`);
