import { readFile } from 'node:fs/promises'

/** Linux counts in hundredths of a second, whatever the kernel's own clock does (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100

/** Processor time that a process and its children have had, in seconds; undefined where the system does not tell. */
export async function processorSeconds(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name, in brackets, may hold spaces; utime and stime are the 12th and 13th field behind it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (!fields) return undefined
  const own = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const theirs = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((child) => processorSeconds(Number(child))),
  )
  return theirs.reduce<number>((sum, seconds) => sum + (seconds ?? 0), own)
}
