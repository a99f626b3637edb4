import { createHash } from 'node:crypto';
import { groupVersion, type ResourceType } from '../types/resourceType';
import type { TypeRegistry } from '../types/typeRegistry';
import { openApiPaths } from './openApiPaths';
import { asVersion2, openApiSchemas } from './openApiSchemas';

interface Document {
  text: string;
  hash: string;
}

const info = { title: 'Kubernetes', version: 'v1.36.4' };

function pathOf(type: ResourceType): string {
  return type.group ? `apis/${groupVersion(type)}` : `api/${type.version}`;
}

/** The OpenAPI documents of what is served now, made when they are asked for and kept until the types change. */
export class OpenApiDocuments {
  private documents = new Map<string, Document>();
  private generation = -1;

  constructor(private readonly types: TypeRegistry) {}

  /** `api/v1`, `apis/apps/v1` … */
  groupVersions(): string[] {
    return [...new Set(this.types.all().map(pathOf))];
  }

  /** The OpenAPI 3 document of one group and version; undefined when it is not served. */
  version3(path: string): Document | undefined {
    return this.document(path, () => {
      const types = this.types.all().filter(type => pathOf(type) === path);
      if (types.length === 0) return undefined;
      return {
        openapi: '3.0.0',
        info,
        paths: Object.assign({}, ...types.map(openApiPaths)),
        components: { schemas: openApiSchemas(types) },
      };
    });
  }

  /** One OpenAPI 2 document of everything. */
  version2(): Document | undefined {
    return this.document('version 2', () => ({
      swagger: '2.0',
      info,
      paths: {},
      definitions: asVersion2(openApiSchemas(this.types.all())),
    }));
  }

  private document(
    key: string,
    make: () => object | undefined,
  ): Document | undefined {
    if (this.generation !== this.types.generation) {
      this.documents = new Map();
      this.generation = this.types.generation;
    }
    const known = this.documents.get(key);
    if (known) return known;
    const content = make();
    if (!content) return undefined;
    const text = JSON.stringify(content);
    const hash = createHash('sha512').update(text).digest('hex').toUpperCase();
    const document = { text, hash };
    this.documents.set(key, document);
    return document;
  }
}
