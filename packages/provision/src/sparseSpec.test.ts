import { sparseSpec } from './sparseSpec';
import { sampleInput, sampleRequest } from './testing/samples';

/** A spec is complete only with its identity, which `sampleRequest` leaves to provisioning. */
const complete = (spec: Record<string, unknown> = {}) => ({
  ...sampleRequest(spec).spec,
  identity: {
    type: 'WorkloadIdentity' as const,
    clientId: '22222222-2222-4222-8222-222222222222',
  },
});

describe('sparseSpec', () => {
  it('leaves out every default', () => {
    expect(sparseSpec(complete())).toEqual({
      ...sampleInput.spec,
      identity: complete().identity,
    });
  });

  it('keeps what differs from its default, however deep', () => {
    const cors = { mode: 'Enabled', origins: ['https://a.b'], headers: [] };
    expect(sparseSpec(complete({ size: 'Large', cors }))).toMatchObject({
      size: 'Large',
      cors: { mode: 'Enabled', origins: ['https://a.b'] },
    });
    expect(sparseSpec(complete({ cors })).cors).not.toHaveProperty('headers');
  });

  it('keeps 0, which is not nothing', () => {
    expect(sparseSpec(complete({ replicas: 0 }))).toMatchObject({
      replicas: 0,
    });
  });
});
