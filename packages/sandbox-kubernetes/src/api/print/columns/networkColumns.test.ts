import { cellsOf, sampleObject } from '../testing/cellsOf';

describe('a row of kubectl get', () => {
  it.each<[string, string, object, object]>([
    [
      'Service',
      'a port',
      {
        spec: {
          type: 'ClusterIP',
          clusterIPs: ['10.0.0.9'],
          ports: [{ port: 80, protocol: 'TCP' }],
        },
      },
      {
        Type: 'ClusterIP',
        'Cluster-IP': '10.0.0.9',
        'External-IP': '<none>',
        'Port(s)': '80/TCP',
        Age: '60m',
        Selector: '<none>',
      },
    ],
    [
      'Service',
      'a node port',
      {
        spec: {
          type: 'NodePort',
          ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }],
        },
      },
      { 'Port(s)': '80:30080/TCP', 'Cluster-IP': '<none>' },
    ],
    [
      'Service',
      'a load balancer without an address',
      { spec: { type: 'LoadBalancer' } },
      { 'External-IP': '<pending>', 'Port(s)': '<none>' },
    ],
    [
      'Service',
      'a load balancer with one',
      {
        spec: { type: 'LoadBalancer' },
        status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } },
      },
      { 'External-IP': '1.2.3.4' },
    ],
    [
      'Service',
      'another name',
      { spec: { type: 'ExternalName', externalName: 'example.org' } },
      { 'External-IP': 'example.org' },
    ],
    [
      'Ingress',
      'any host',
      { spec: {} },
      { Class: '<none>', Hosts: '*', Address: '', Ports: '80' },
    ],
    [
      'Ingress',
      'many hosts',
      {
        spec: {
          ingressClassName: 'nginx',
          tls: [{}],
          rules: ['a', 'b', 'c', 'd'].map(host => ({ host })),
        },
      },
      { Class: 'nginx', Hosts: 'a,b,c + 1 more...', Ports: '80, 443' },
    ],
    [
      'IngressClass',
      'the default',
      {
        metadata: {
          ...sampleObject('', {}).metadata,
          annotations: {
            'ingressclass.kubernetes.io/is-default-class': 'true',
          },
        },
        spec: {
          controller: 'c',
          parameters: { apiGroup: 'g', kind: 'K', name: 'n' },
        },
      },
      { Name: 'x (default)', Controller: 'c', Parameters: 'K.g/n' },
    ],
    [
      'NetworkPolicy',
      'every pod',
      { spec: { podSelector: {} } },
      { 'Pod-Selector': '<none>' },
    ],
    [
      'NetworkPolicy',
      'some pods',
      { spec: { podSelector: { matchLabels: { a: 'b' } } } },
      { 'Pod-Selector': 'a=b' },
    ],
    [
      'EndpointSlice',
      'nothing',
      { addressType: 'IPv4' },
      { Ports: '<unset>', Endpoints: '<unset>' },
    ],
    [
      'EndpointSlice',
      'addresses',
      {
        addressType: 'IPv4',
        ports: [{ port: 80 }, { name: 'x' }],
        endpoints: [
          { addresses: ['1.1.1.1', '1.1.1.2'] },
          { addresses: ['1.1.1.3'] },
          { addresses: ['1.1.1.4'] },
        ],
      },
      {
        AddressType: 'IPv4',
        Ports: '80,x',
        Endpoints: '1.1.1.1,1.1.1.2,1.1.1.3 + 1 more...',
      },
    ],
    [
      'Endpoints',
      'addresses with ports',
      {
        subsets: [
          {
            addresses: [{ ip: '1.1.1.1' }],
            ports: [{ port: 80 }, { port: 81 }],
          },
        ],
      },
      { Endpoints: '1.1.1.1:80,1.1.1.1:81' },
    ],
  ])('of a %s shows %s', (kind, _what, fields, expected) => {
    expect(cellsOf(kind, fields)).toMatchObject(expected);
  });
});
