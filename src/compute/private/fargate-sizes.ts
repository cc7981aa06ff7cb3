import { refuseUnless } from '../../private/errors';

const upTo = (from: number, to: number, step: number): number[] => Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** MiB of memory that a Fargate task takes, by its CPU units. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size */
const MEMORY_BY_CPU: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, upTo(1024, 4096, 1024)],
  [1024, upTo(2048, 8192, 1024)],
  [2048, upTo(4096, 16_384, 1024)],
  [4096, upTo(8192, 30_720, 1024)],
  [8192, upTo(16_384, 61_440, 4096)],
  [16_384, upTo(32_768, 122_880, 8192)],
]);

/** CPU and memory of a task: the least memory that the CPU takes, unless another is given. Refuses a pair that Fargate does not have. */
export function taskSizeOf(cpu = 512, memoryLimitMiB?: number): { readonly cpu: number; readonly memoryLimitMiB: number } {
  const memory = MEMORY_BY_CPU.get(cpu);
  refuseUnless(memory !== undefined, { what: 'cpu', got: cpu, allowed: [...MEMORY_BY_CPU.keys()].join(', '), fix: 'pass one of them' });
  const chosen = memoryLimitMiB ?? memory?.[0] ?? 1024;
  refuseUnless(!memory || memory.includes(chosen), {
    what: `memoryLimitMiB with a cpu of ${cpu}`, got: chosen, allowed: listOf(memory ?? []), fix: 'pass one of them, leave it out for the least, or pass a `cpu` that takes it',
  });
  return { cpu, memoryLimitMiB: chosen };
}

const listOf = (memory: readonly number[]): string => (memory.length <= 4 ? memory.join(', ') : `${memory[0]}, ${memory[1]}, … ${memory.at(-1)}`);
