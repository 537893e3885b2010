/** The process was killed: nothing that it does from here on reaches anything. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

/** The life of one simulated process, counted in steps: what it asks of its store, its disk and its servers. */
export class Life {
  readonly #ended = new AbortController()
  #left = Number.POSITIVE_INFINITY

  /** Aborts at death. */
  get ended(): AbortSignal {
    return this.#ended.signal
  }

  get isOver(): boolean {
    return this.#ended.signal.aborted
  }

  /** It dies at the step after so many; a step lies before and after each thing that it does. */
  endAfter(steps: number): void {
    this.#left = steps
  }

  /** It is not to die after all. */
  spare(): void {
    this.#left = Number.POSITIVE_INFINITY
  }

  end(): void {
    this.#ended.abort()
  }

  /** @throws Killed */
  step(): void {
    if (this.isOver) throw new Killed('killed')
    this.#left--
    if (this.#left >= 0) return
    this.#ended.abort()
    throw new Killed('killed')
  }
}

/** The same object, each of whose methods is one step of a life, and does nothing after its end. */
export function mortal<T extends object>(object: T, life: Life): T {
  return new Proxy(object, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        life.step()
        const result: unknown = value.apply(target, args)
        if (!(result instanceof Promise)) return result
        return result.then((settled: unknown) => {
          life.step()
          return settled
        })
      }
    },
  })
}
