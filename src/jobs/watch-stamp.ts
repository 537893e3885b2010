export interface WatchStampPorts {
  /** The stamp of what is known; what changed since is told, too. */
  known: string
  /** Changes with every change of what is watched. */
  stamp(): string
  /** It has changed, and has stayed as it is for a moment. */
  changed(): Promise<void>
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

const LOOK_EVERY_MS = 1_000

/** Looks at files again and again; a file that is being written is looked at when it is done. Ends when `signal` aborts. */
export async function watchStamp(ports: WatchStampPorts, signal: AbortSignal): Promise<void> {
  const { stamp, changed, sleep } = ports
  let { known } = ports
  let last = known
  while (!signal.aborted) {
    await sleep(LOOK_EVERY_MS, signal)
    const now = stamp()
    if (now !== known && now === last && !signal.aborted) {
      known = now
      await changed()
    }
    last = now
  }
}
