/** The default of an exhaustive switch: a member that has no case does not compile, and an unknown value throws. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
