import {
  createLocalJWKSet,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import type { Clock } from './clock';
import { FhirError } from './fhirError';

/** Gets a JSON document: the authority's discovery and keys. */
export type FetchJson = (url: string) => Promise<unknown>;

/** Who calls. */
export interface Caller {
  claims: JWTPayload;
}

/** Checks bearer tokens against the authority's keys, as the JwtBearer handler does. */
export class Authentication {
  private keys?: Promise<{ issuer: string; jwks: JSONWebKeySet }>;

  constructor(
    private readonly authority: string,
    private readonly audience: string,
    private readonly fetchJson: FetchJson,
    private readonly clock: Clock,
  ) {}

  /** The caller. Throws FhirError 401. */
  async authenticate(authorization: string | undefined): Promise<Caller> {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw unauthorized('Bearer');
    if (!this.authority || !this.audience) {
      throw unauthorized('Bearer error="invalid_token"');
    }
    try {
      return { claims: await this.verify(token) };
    } catch (error) {
      this.keys = undefined;
      throw unauthorized(
        `Bearer error="invalid_token", error_description="${reasonOf(error)}"`,
      );
    }
  }

  private async verify(token: string): Promise<JWTPayload> {
    this.keys ??= this.load();
    const { issuer, jwks } = await this.keys;
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
      issuer,
      audience: this.audience,
      currentDate: new Date(this.clock.now()),
      clockTolerance: 300,
    });
    return payload;
  }

  private async load() {
    const base = this.authority.replace(/\/$/, '');
    const discovery = await this.fetchJson(
      `${base}/.well-known/openid-configuration`,
    );
    const { issuer, jwks_uri: uri } = asRecord(discovery);
    const { keys } = asRecord(await this.fetchJson(String(uri)));
    return {
      issuer: String(issuer),
      jwks: { keys: Array.isArray(keys) ? keys : [] },
    };
  }
}

/** The values of a claim, whether it is one text, several or space-separated. */
export function claimValues(caller: Caller, claim: string): string[] {
  const value = caller.claims[claim];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(' ') : [];
}

function unauthorized(challenge: string): FhirError {
  return new FhirError(401, 'login', 'Authentication failed.', {
    'www-authenticate': challenge,
  });
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll('"', "'");
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
