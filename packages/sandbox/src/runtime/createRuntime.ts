import type {
  ContainerRuntime,
  ContainerStart,
  FhirImageVersion,
} from '@fhir-on-aks/sandbox-kubernetes';
import {
  type FhirVersion,
  type FhirServerOptions,
  startFhirServer,
} from '@fhir-on-aks/sandbox-fhir-server';
import { startSchemaJob } from './startSchemaJob';

const versions: Record<FhirImageVersion, FhirVersion> = {
  stu3: 'Stu3',
  r4: 'R4',
  r4b: 'R4B',
  r5: 'R5',
};

/** Runs the images that the sandbox knows: FHIR servers and the schema manager. */
export function createRuntime(options: FhirServerOptions): ContainerRuntime {
  return {
    start(container: ContainerStart) {
      const { image } = container;
      switch (image.kind) {
        case 'fhir':
          return startFhirServer(versions[image.version], container, options);
        case 'schema-job':
          return startSchemaJob(container, options);
        default:
          return unreachable(image);
      }
    },
  };
}

function unreachable(image: never): never {
  throw new Error(`no program for the image ${JSON.stringify(image)}`);
}
