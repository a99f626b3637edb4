import { cellsOf, sampleTable } from './testing/cellsOf';
import type { TableRequest } from './tableOf';

describe('the table of kubectl get', () => {
  it('carries as much of the object as the client asks for', () => {
    const rows = (includeObject: TableRequest['includeObject']) =>
      sampleTable('ConfigMap', { data: { a: '1' } }, { includeObject }).rows;
    expect(rows('None')[0].object).toBe(undefined);
    expect(rows('Metadata')[0].object).toMatchObject({
      kind: 'PartialObjectMetadata',
      metadata: { name: 'x' },
    });
    expect(rows('Metadata')[0].object).not.toHaveProperty('data');
    expect(rows('Object')[0].object).toHaveProperty('data.a', '1');
  });

  it('leaves the headings out after the first event of a watch', () => {
    const { columnDefinitions } = sampleTable(
      'ConfigMap',
      {},
      { headers: false },
    );
    expect(columnDefinitions).toBe(null);
  });

  it('marks a pod that has ended', () => {
    const { rows } = sampleTable('Pod', { status: { phase: 'Failed' } });
    expect(rows[0].conditions).toEqual([
      {
        type: 'Completed',
        status: 'True',
        reason: 'Failed',
        message: 'The pod failed.',
      },
    ]);
  });

  it('has the description of the field that a column shows', () => {
    const { columnDefinitions } = sampleTable('Service', {});
    expect(columnDefinitions?.find(({ name }) => name === 'Type')).toEqual({
      name: 'Type',
      type: 'string',
      format: '',
      priority: 0,
      description: expect.stringMatching(
        /^type determines how the Service is exposed/,
      ),
    });
  });

  it('has name and age, when a type has no columns of its own', () => {
    expect(cellsOf('Role', {})).toEqual({
      Name: 'x',
      'Created At': '2026-01-01T00:00:00Z',
    });
  });
});
