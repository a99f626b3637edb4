import { acceptedForm } from './acceptedForm';

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io';

describe('what a client accepts', () => {
  it.each([
    [undefined, 'whole'],
    ['*/*', 'whole'],
    ['application/*', 'whole'],
    ['application/json', 'whole'],
    [table, 'table'],
    [`${table},application/json;as=Table;v=v1beta1;g=meta.k8s.io`, 'table'],
    [`application/json;as=Table;v=v1beta1;g=meta.k8s.io,${table}`, 'table'],
    [
      'application/json;as=Nothing;v=v1;g=meta.k8s.io,application/json',
      'whole',
    ],
    [
      'application/json; as=PartialObjectMetadata; v=v1; g=meta.k8s.io',
      'partial',
    ],
    [
      'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
      'partial',
    ],
    ['application/vnd.kubernetes.protobuf,application/json', 'whole'],
  ])('%s means %s', (header, form) => {
    expect(acceptedForm(header)).toBe(form);
  });

  it.each([
    'text/html',
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'application/json;as=Table;v=v9;g=meta.k8s.io',
  ])('%s cannot be served', header => {
    expect(() => acceptedForm(header)).toThrow(
      expect.objectContaining({ code: 406 }),
    );
  });
});
