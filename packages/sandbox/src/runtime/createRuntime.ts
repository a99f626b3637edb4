import type {
  ContainerRuntime,
  ContainerStart,
} from '../controllers/containerRuntime';
import type { FhirImageVersion } from '../controllers/images';
import type { FhirVersion } from '../fhir/fhirModel';
import type { FhirServerOptions } from '../fhir/serverOptions';
import { startFhirServer } from '../fhir/startFhirServer';
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
