import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';

/** Starts the server; resolves with the port it got. Rejects when the port is taken. */
export function listenOn(
  server: Server | TlsServer,
  port: number,
  host = '127.0.0.1',
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('the server has no TCP port'));
      } else {
        resolve(address.port);
      }
    });
  });
}
