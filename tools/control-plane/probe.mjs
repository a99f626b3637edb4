import { readFileSync } from 'node:fs';
import https from 'node:https';

/**
 * Whether a GET is answered with 200.
 * @param {string} url
 * @param {string} caFile
 * @returns {Promise<boolean>}
 */
export function answers(url, caFile) {
  return new Promise(resolve => {
    const request = https.get(
      url,
      { ca: readFileSync(caFile), timeout: 2_000 },
      response => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
