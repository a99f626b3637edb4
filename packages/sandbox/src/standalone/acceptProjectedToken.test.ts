import { UnsecuredJWT } from 'jose';
import { acceptProjectedToken } from './acceptProjectedToken';

const subject = 'system:serviceaccount:cardiology:cardio';
const token = (claims: { aud?: string; sub?: string; exp?: string } = {}) =>
  new UnsecuredJWT()
    .setAudience(claims.aud ?? 'api://AzureADTokenExchange')
    .setSubject(claims.sub ?? subject)
    .setExpirationTime(claims.exp ?? '1h')
    .encode();

describe('acceptProjectedToken', () => {
  it('takes a token that a pod was given for Entra', async () => {
    const answer = await acceptProjectedToken('', {
      client_assertion: token(),
    });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['no token', 'AADSTS50027', ''],
    ['another audience', 'AADSTS700212', token({ aud: 'api://other' })],
    ['another subject', 'AADSTS700213', token({ sub: 'somebody' })],
    ['a time that is over', 'AADSTS700024', token({ exp: '-1h' })],
  ])('refuses %s with %s', async (_sentence, code, assertion) => {
    const answer = await acceptProjectedToken('', {
      client_assertion: assertion,
    });
    expect(answer).toMatchObject({
      status: 401,
      body: { error_description: expect.stringContaining(code) },
    });
  });
});
