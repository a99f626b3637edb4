/** The sandbox is one cluster: of `cluster/namespace/name` it knows the last two. */
export function serverName(instance: string): string {
  return instance.split('/').slice(-2).join('/');
}
