import type { ApiHolder } from '@backstage/core-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { fhirApiRef } from '../../api/FhirApi';
import { formStateOf } from '../formState';
import { clusterOf } from '../places';
import { textOf } from '../textOf';
import { refuseTaken } from '../what/refuseTaken';
import { clusterProblem, namespaceProblem } from './clusterProblem';

/** Lets nobody go on with a cluster that cannot be given a server now. */
export const validateCluster: CustomFieldValidator<string> = async (
  value,
  errors,
  { apiHolder },
) => {
  if (!value) return;
  const clusters = await listClusters(apiHolder);
  const problem = clusterProblem(textOf(apiHolder), value, clusters);
  if (problem) errors.addError(problem);
};

/** Lets nobody go on with a namespace that the cluster does not offer, or where the name is taken. */
export const validateNamespace: CustomFieldValidator<string> = async (
  namespace,
  errors,
  { apiHolder, formData },
) => {
  const form = formStateOf(formData);
  const cluster = clusterOf(form, await listClusters(apiHolder));
  if (!namespace || !cluster) return;
  const problem =
    namespaceProblem(textOf(apiHolder), namespace, cluster) ??
    (form.name &&
      (await refuseTaken(
        apiHolder,
        { cluster: cluster.name, namespace, name: form.name },
        form.host,
      )));
  if (problem) errors.addError(problem);
};

/** Lets nobody go on with a host name that is none, or that another server has. */
export const validateHost: CustomFieldValidator<string> = async (
  host,
  errors,
  { apiHolder, formData },
) => {
  if (!host) return;
  const { cluster, namespace, name } = formStateOf(formData);
  if (!cluster || !namespace || !name) return;
  const taken = await refuseTaken(
    apiHolder,
    { cluster, namespace, name },
    host,
  );
  if (taken) errors.addError(taken);
};

/** An error here is an error of the field: the scaffolder shows its message. */
async function listClusters(apis: ApiHolder) {
  return (await apis.get(fhirApiRef)?.listClusters()) ?? [];
}
