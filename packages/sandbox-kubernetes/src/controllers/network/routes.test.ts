import { findRoute, type Route } from './routes';

function route(host: string, path = '/', exact = false): Route {
  return {
    host,
    path,
    exact,
    namespace: 'fhir',
    service: `${host}${path}`,
    port: 'http',
    from: 'Ingress fhir/x',
  };
}

const routes = [
  route('a.localhost'),
  route('b.localhost', '/fhir'),
  route('b.localhost', '/fhir/r4'),
  route('b.localhost', '/fhir/exact', true),
  route('*.wild.localhost'),
];

it.each([
  ['a.localhost', '/metadata', 'a.localhost/'],
  ['b.localhost', '/fhir', 'b.localhost/fhir'],
  ['b.localhost', '/fhir/r4/Patient', 'b.localhost/fhir/r4'],
  ['b.localhost', '/fhir/exact', 'b.localhost/fhir/exact'],
  ['b.localhost', '/fhir/exact/more', 'b.localhost/fhir'],
  ['b.localhost', '/fhirs', undefined],
  ['b.localhost', '/', undefined],
  ['one.wild.localhost', '/', '*.wild.localhost/'],
  ['two.one.wild.localhost', '/', undefined],
  ['wild.localhost', '/', undefined],
  ['c.localhost', '/', undefined],
])('%s%s → %s', (host, path, expected) => {
  expect(findRoute(routes, host, path)?.service).toBe(expected);
});
