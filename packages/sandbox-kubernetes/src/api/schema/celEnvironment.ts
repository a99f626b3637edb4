import { Environment } from '@marcbachmann/cel-js';

/** The functions that Kubernetes adds to CEL, as far as they are here; a rule that calls another one is refused with its CustomResourceDefinition. */
export function celEnvironment(): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
  });
  addStrings(environment);
  addLists(environment);
  addUrls(environment);
  return environment;
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library and the extended strings library */
function addStrings(environment: Environment): void {
  environment
    .registerFunction(
      'string.find(string): string',
      (text: string, pattern: string) =>
        new RegExp(pattern, 'u').exec(text)?.[0] ?? '',
    )
    .registerFunction(
      'string.findAll(string): list<string>',
      (text: string, pattern: string) =>
        [...text.matchAll(new RegExp(pattern, 'gu'))].map(([found]) => found),
    )
    .registerFunction(
      'string.replace(string, string): string',
      (text: string, from: string, to: string) => text.split(from).join(to),
    )
    .registerFunction(
      'string.charAt(int): string',
      (text: string, index: bigint) => [...text][Number(index)] ?? '',
    );
}

type Ordered = bigint | number | string;

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library */
function addLists(environment: Environment): void {
  const best = (
    list: Ordered[],
    better: (a: Ordered, b: Ordered) => boolean,
  ) => {
    if (list.length === 0) throw new Error('min or max called on empty list');
    return list.reduce((one, other) => (better(other, one) ? other : one));
  };
  environment
    .registerFunction('list.isSorted(): bool', (list: Ordered[]) =>
      list.every((item, index) => index === 0 || list[index - 1] <= item),
    )
    .registerFunction('list.sum(): dyn', (list: (bigint | number)[]) =>
      typeof list[0] === 'number'
        ? list.reduce((sum: number, item) => sum + Number(item), 0)
        : list.reduce((sum: bigint, item) => sum + BigInt(item), 0n),
    )
    .registerFunction('list.min(): dyn', (list: Ordered[]) =>
      best(list, (a, b) => a < b),
    )
    .registerFunction('list.max(): dyn', (list: Ordered[]) =>
      best(list, (a, b) => a > b),
    )
    .registerFunction(
      'list.indexOf(dyn): int',
      (list: unknown[], item: unknown) => BigInt(list.indexOf(item)),
    );
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library, of it isURL alone. */
function addUrls(environment: Environment): void {
  environment.registerFunction('isURL(string): bool', (text: string) =>
    /^[a-z][a-z0-9+.-]*:/i.test(text)
      ? URL.canParse(text)
      : text.startsWith('/'),
  );
}
