import net from 'node:net';
import { ports } from './paths.mjs';
import { Plain } from './progress.mjs';

/** @param {number} port @returns {Promise<boolean>} */
export function portIsFree(port) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Refuses to start when a port is taken, with the way out. */
export async function checkPorts() {
  for (const [name, port] of Object.entries(ports)) {
    if (!(port > 0 && port < 65536))
      throw new Plain(
        `FHIR_PORT_BASE is "${process.env.FHIR_PORT_BASE}": it must be a port number, such as 8100; the six from it are used.`,
      );
    if (await portIsFree(port)) continue;
    throw new Plain(
      `Port ${port} (${name}) is in use. Stop what listens there, or choose other ports: FHIR_PORT_BASE=8100 npm start.`,
    );
  }
}
