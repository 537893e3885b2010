import { once } from '../sources/once.ts'

/**
 * A function whose file is loaded when it is first called. Of all the parts that are put together, a command needs a few:
 * loading the others would take longer than most commands take.
 */
export function lazily<Args extends unknown[], Result>(
  load: () => Promise<(...args: Args) => Result | Promise<Result>>,
): (...args: Args) => Promise<Result> {
  const loaded = once(load)
  return async (...args) => (await loaded())(...args)
}
