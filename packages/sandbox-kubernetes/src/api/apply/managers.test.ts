import type { JsonObject } from '../jsonValue';
import { FieldSet } from './fieldSet';
import {
  capUpdaters,
  isReset,
  managerId,
  readManagers,
  writeManagers,
  type Manager,
  type Managers,
} from './managers';

function manager(over: Partial<Manager>): Manager {
  return {
    name: 'one',
    operation: 'Update',
    apiVersion: 'v1',
    fields: FieldSet.of(['f:a']),
    ...over,
  };
}

function all(...list: Manager[]): Managers {
  return new Map(list.map(one => [managerId(one), one]));
}

describe('managedFields', () => {
  it('are read and written back as they were', () => {
    const metadata = {
      managedFields: [
        {
          manager: 'operator',
          operation: 'Apply',
          apiVersion: 'v1',
          time: '2026-01-01T00:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': { 'f:a': {} } },
          subresource: 'status',
        },
      ],
    };
    const object: JsonObject = { metadata: {} };
    writeManagers(object, readManagers({ metadata }) ?? new Map());
    expect(object).toEqual({ metadata });
  });

  it.each([
    [
      'an operation that there is not',
      { operation: 'Delete', apiVersion: 'v1' },
    ],
    ['no apiVersion', { operation: 'Update' }],
    ['no object', 'text'],
  ])('cannot be read with %s', (_what, entry) => {
    expect(readManagers({ metadata: { managedFields: [entry] } })).toBe(
      undefined,
    );
  });

  it('list appliers first, then by time, without those that own nothing', () => {
    const object: JsonObject = {};
    writeManagers(
      object,
      all(
        manager({ name: 'late', time: '2026-01-02T00:00:00Z' }),
        manager({ name: 'early', time: '2026-01-01T00:00:00Z' }),
        manager({ name: 'empty', fields: new FieldSet() }),
        manager({ name: 'applier', operation: 'Apply' }),
      ),
    );
    const names = (readManagers(object) ?? new Map<string, Manager>()).values();
    expect([...names].map(one => one.name)).toEqual([
      'applier',
      'early',
      'late',
    ]);
  });

  it('go away when nobody owns anything', () => {
    const object: JsonObject = { metadata: { name: 'x', managedFields: [] } };
    writeManagers(object, new Map());
    expect(object).toEqual({ metadata: { name: 'x' } });
  });

  it('are forgotten on request', () => {
    expect(isReset({ metadata: { managedFields: [{}] } })).toBe(true);
    expect(isReset({ metadata: { managedFields: [] } })).toBe(false);
    expect(isReset({ metadata: {} })).toBe(false);
  });

  it('know an applier in every version, an updater in its own', () => {
    const applier = manager({ operation: 'Apply' });
    expect(managerId(applier)).toBe(
      managerId({ ...applier, apiVersion: 'v2' }),
    );
    const updater = manager({});
    expect(managerId(updater)).not.toBe(
      managerId({ ...updater, apiVersion: 'v2' }),
    );
  });
});

describe('many updaters', () => {
  const updaters = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      manager({
        name: `m${String(index).padStart(2, '0')}`,
        time: `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`,
        fields: FieldSet.of([`f:${index}`]),
      }),
    );

  it('stay ten', () => {
    const managers = all(...updaters(10));
    capUpdaters(managers);
    expect(managers.size).toBe(10);
  });

  it('become one of the oldest, which keeps their fields', () => {
    const managers = all(...updaters(12), manager({ operation: 'Apply' }));
    capUpdaters(managers);
    expect(managers.size).toBe(11);
    const bucket = [...managers.values()].find(
      one => one.name === 'ancient-changes',
    );
    expect(bucket?.fields.paths()).toEqual([['f:0'], ['f:1'], ['f:2']]);
    expect(bucket?.time).toBe('2026-01-01T00:00:02Z');
  });
});
