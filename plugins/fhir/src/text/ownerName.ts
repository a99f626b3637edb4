/** `cardiology` for `group:default/cardiology`: an entity ref as people say it. */
export function ownerName(entityRef: string): string {
  return entityRef.replace(/^.*[:/]/, '');
}
