import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import { Agent as PlainAgent, type AgentOptions } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { SocksProxyAgent } from 'socks-proxy-agent';
import type { TlsMaterial } from './CredentialSource';

/** Connections to a server: straight, or through the proxy that a kubeconfig names (`proxy-url`). */
export function connectionAgent(
  server: URL,
  tls: TlsMaterial,
  proxyUrl: string | undefined,
  options: AgentOptions,
): PlainAgent {
  const secure = server.protocol === 'https:';
  const all = secure ? { ...options, ...tls } : options;
  if (!proxyUrl) return secure ? new SecureAgent(all) : new PlainAgent(all);
  if (proxyUrl.startsWith('socks')) return new SocksProxyAgent(proxyUrl, all);
  const proxied = { ...all, proxy: proxyUrl };
  return secure ? new HttpsProxyAgent(proxied) : new HttpProxyAgent(proxied);
}

/** Ends what runs over these connections, and what waits for one of them. */
export function endConnections(agent: PlainAgent): void {
  for (const waiting of Object.values(agent.requests)) {
    for (const request of waiting ?? []) request.destroy();
  }
  agent.destroy();
}
