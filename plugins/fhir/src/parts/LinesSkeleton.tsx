import { Flex, Skeleton } from '@backstage/ui';

/** Lines of text that are not here yet, in the place where they will be. */
export function LinesSkeleton(props: { lines: number }) {
  return (
    <Flex direction="column" gap="3">
      {Array.from({ length: props.lines }, (_, line) => (
        <Skeleton key={line} width={`${90 - (line % 3) * 12}%`} height={20} />
      ))}
    </Flex>
  );
}
