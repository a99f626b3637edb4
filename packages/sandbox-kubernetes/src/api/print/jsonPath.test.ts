import { parseJsonPath } from './jsonPath';

const object = {
  spec: {
    size: 'Small',
    ports: [
      { name: 'http', port: 80 },
      { name: 'admin', port: 81, open: true },
    ],
  },
  metadata: { labels: { 'example.org/team': 'cardio' } },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

describe('the JSON path of a column', () => {
  it.each([
    ['.spec.size', ['Small']],
    ['spec.size', ['Small']],
    ['.spec.nothing', []],
    ['.spec.size.deeper', []],
    ['.spec.ports[0].name', ['http']],
    ['.spec.ports[-1].name', ['admin']],
    ['.spec.ports[5].name', []],
    ['.spec.ports[*].port', [80, 81]],
    ['.metadata.labels.*', ['cardio']],
    ['.metadata.labels.example\\.org/team', ['cardio']],
    [".metadata.labels['example.org/team']", ['cardio']],
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    [".status.conditions[?(@.type == 'Ready')].status", ['True']],
    ['.status.conditions[?(@.type!="Ready")].status', []],
    ['.spec.ports[?(@.port==81)].name', ['admin']],
    ['.spec.ports[?(@.open==true)].name', ['admin']],
  ])('%s', (path, expected) => {
    expect(parseJsonPath(path)?.(object)).toEqual(expected);
  });

  it.each(['.spec[', '.a..b', '.a[?(@.b>1)]', '{.a}.b['])(
    '%s is none',
    path => {
      expect(parseJsonPath(path)).toBe(undefined);
    },
  );
});
