export interface AbortWhenOptions {
  /** Looked again after so many milliseconds. */
  everyMs: number
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Rejects: taken for true, since nobody knows. */
  isOver(): Promise<boolean>
}

/** A signal that aborts with `outer`, when a check says that it is over, and when it is stopped. */
export function abortWhen(
  outer: AbortSignal,
  { everyMs, sleep, isOver }: AbortWhenOptions,
): { signal: AbortSignal; stop(): void } {
  const abort = new AbortController()
  const stop = () => abort.abort()
  outer.addEventListener('abort', stop, { once: true })
  if (outer.aborted) stop()
  const check = async () => {
    while (!abort.signal.aborted) {
      await sleep(everyMs, abort.signal)
      if (!abort.signal.aborted && (await isOver())) stop()
    }
  }
  check().catch(stop)
  return {
    signal: abort.signal,
    stop: () => {
      stop()
      outer.removeEventListener('abort', stop)
    },
  }
}
