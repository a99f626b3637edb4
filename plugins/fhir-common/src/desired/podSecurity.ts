import type {
  PodSecurityContext,
  SecurityContext,
} from 'kubernetes-types/core/v1';

// The image says `USER nonroot`, a name: the kubelet can only prove a number. 65532 is nonroot of Azure Linux.
const NONROOT = 65_532;

/** Pod Security Standard "restricted", pod level. */
export const podSecurityContext: PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: NONROOT,
  runAsGroup: NONROOT,
  fsGroup: NONROOT,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Pod Security Standard "restricted", container level, with a read-only root file system. */
export const containerSecurityContext: SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
};
