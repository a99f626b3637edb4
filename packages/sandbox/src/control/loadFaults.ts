import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Faults, faultKinds } from '@fhir-on-aks/sandbox-kubernetes';

const StoredFaults = z.array(
  z.object({ kind: z.enum(faultKinds), instance: z.string().optional() }),
);

/** The faults as they were when the sandbox was stopped; every change is written at once. */
export function loadFaults(directory: string | undefined): Faults {
  const faults = new Faults();
  const file = directory && path.join(directory, 'faults.json');
  if (!file) return faults;
  if (fs.existsSync(file)) {
    const stored = StoredFaults.parse(
      JSON.parse(fs.readFileSync(file, 'utf8')),
    );
    for (const fault of stored) faults.add(fault);
  }
  faults.onChange(() => {
    fs.writeFileSync(`${file}.new`, JSON.stringify(faults.list()));
    fs.renameSync(`${file}.new`, file);
  });
  return faults;
}
