// Writes builtinMessages.json: how the kinds that the sandbox serves look as protocol buffers, which is how kubectl and
// other typed clients send them. Read from the Go sources of k8s.io/api and k8s.io/apimachinery (Apache-2.0).
// Run: node extractMessages.mjs <folder of the modules k8s.io/…> <version>
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [modules, version] = process.argv.slice(2);
if (!modules || !version) {
  console.error(
    'Say where the modules are: node extractMessages.mjs "$(go env GOMODCACHE)/k8s.io" v0.36.4',
  );
  process.exit(2);
}

/** Folder of a module → proto package. The kinds of the first group are roots, the others are what they refer to. */
const folders = {
  [`api@${version}`]: [
    'apps/v1',
    'authentication/v1',
    'authorization/v1',
    'autoscaling/v1',
    'autoscaling/v2',
    'batch/v1',
    'coordination/v1',
    'core/v1',
    'discovery/v1',
    'events/v1',
    'networking/v1',
    'policy/v1',
    'rbac/v1',
    'scheduling/v1',
    'storage/v1',
  ],
  [`apimachinery@${version}`]: ['pkg/apis/meta/v1', 'pkg/runtime'],
};
const roots = new Set(
  'Namespace Pod Service ConfigMap Secret ServiceAccount Event Node Endpoints ReplicationController PersistentVolumeClaim PersistentVolume LimitRange ResourceQuota Deployment ReplicaSet StatefulSet DaemonSet ControllerRevision Job CronJob Ingress NetworkPolicy IngressClass PodDisruptionBudget HorizontalPodAutoscaler Lease EndpointSlice Role RoleBinding ClusterRole ClusterRoleBinding StorageClass PriorityClass SelfSubjectReview TokenReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview LocalSubjectAccessReview Scale DeleteOptions Unknown'.split(
    ' ',
  ),
);

/** name → { number → [JSON name, type, flags] } */
const messages = {};
/** JSON facts of Go: `package.Struct number` → { json, pointer, omitempty, inline } */
const facts = new Map();

for (const [module, list] of Object.entries(folders)) {
  for (const folder of list) {
    const directory = path.join(modules, module, folder);
    readGo(directory);
    readProto(path.join(directory, 'generated.proto'));
  }
}

/** The tags of Go structs, by struct and field number. */
function readGo(directory) {
  for (const file of readdirSync(directory)) {
    if (!file.endsWith('.go') || /_test|zz_|generated/.test(file)) continue;
    let struct = '';
    for (const line of readFileSync(path.join(directory, file), 'utf8').split(
      '\n',
    )) {
      struct = /^type (\w+) struct/.exec(line)?.[1] ?? struct;
      const field = /^\s+(?:(\w+)\s+)?(\S+)\s+`.*protobuf:"\w+,(\d+),/.exec(
        line,
      );
      if (!field) continue;
      const [, , type, number] = field;
      const [json = '', ...options] = (
        /json:"([^"]*)"/.exec(line)?.[1] ?? ''
      ).split(',');
      facts.set(`${directory} ${struct} ${number}`, {
        json,
        pointer: type.startsWith('*'),
        omitempty:
          options.includes('omitempty') || options.includes('omitzero'),
        inline: options.includes('inline'),
      });
    }
  }
}

function readProto(file) {
  const text = readFileSync(file, 'utf8');
  const directory = path.dirname(file);
  const scope = /^package (\S+);/m.exec(text)[1];
  for (const [, name, body] of text.matchAll(/^message (\w+) \{(.*?)^\}/gms)) {
    const fields = {};
    for (const line of body.split('\n')) {
      const field =
        /^\s+(?:(optional|repeated) )?(map<string, (\S+)>|\S+) (\w+) = (\d+);/.exec(
          line,
        );
      if (!field) continue;
      const [, rule, type, mapped, protoName, number] = field;
      const fact = facts.get(`${directory} ${name} ${number}`);
      fields[number] = [
        fact?.json || protoName,
        fullName(mapped ?? type, scope),
        flagsOf({ rule, mapped, fact }),
      ];
    }
    messages[`${scope}.${name}`] = fields;
  }
}

/** r repeated, m map, i inline, z kept when it is zero. */
function flagsOf({ rule, mapped, fact }) {
  if (mapped) return 'm';
  if (rule === 'repeated') return 'r';
  if (fact?.inline) return 'i';
  return fact && (fact.pointer || !fact.omitempty) ? 'z' : '';
}

function fullName(type, scope) {
  if (type.startsWith('.')) return type.slice(1);
  return /^(string|bytes|bool|int32|int64|uint32|uint64|double)$/.test(type)
    ? type
    : `${scope}.${type}`;
}

const kept = {};
function take(name) {
  if (kept[name] || !messages[name]) return;
  kept[name] = messages[name];
  for (const [, type] of Object.values(messages[name])) take(type);
}
for (const name of Object.keys(messages)) {
  if (roots.has(name.split('.').pop())) take(name);
}
const lines = Object.keys(kept)
  .sort()
  .map(name => `${JSON.stringify(name)}: ${JSON.stringify(kept[name])}`);
writeFileSync(
  new URL('builtinMessages.json', import.meta.url),
  `{\n${lines.join(',\n')}\n}\n`,
);
console.log(`${lines.length} messages`);
