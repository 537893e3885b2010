import { type Stats, statSync } from 'node:fs'

/** A file that changed within this time may change once more and look the same: clocks of file systems are coarse. */
const SETTLED_MS = 2_000

/** When, and of what length, a file was last written; undefined where it is not there. Renaming and `touch -d` change it, too. */
export function fileStamp(file: string): string | undefined {
  const found = statOf(file)
  return found && stampOf(found)
}

/** The same, but undefined also for a file that was written so lately that its stamp cannot be relied on. */
export function settledStamp(file: string, nowMs: number): string | undefined {
  const found = statOf(file)
  if (!found || Math.max(found.mtimeMs, found.ctimeMs) > nowMs - SETTLED_MS) return undefined
  return stampOf(found)
}

/** Without waiting: the answer lies in the kernel's memory, and a trip to another thread costs ten times as much. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size}:${mtimeMs}:${ctimeMs}:${ino}`
}
