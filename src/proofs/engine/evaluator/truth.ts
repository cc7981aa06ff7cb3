/** What is known of a statement: it holds, it doesn't, or (`undefined`) nobody can tell. */
export type Truth = boolean | undefined;

/** The opposite; what can't be told stays so. */
export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

/** Whether a test holds for at least one item; one that holds settles it, whatever can't be told of the rest. */
export function some<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  let told: Truth = false;
  for (const item of items) {
    const truth = test(item);
    if (truth === true) { return true; }
    if (truth === undefined) { told = undefined; }
  }
  return told;
}

/** Whether a test holds for every item; one that doesn't hold settles it, whatever can't be told of the rest. */
export const every = <T>(items: readonly T[], test: (item: T) => Truth): Truth => not(some(items, (item) => not(test(item))));
