import { readFile } from 'node:fs/promises'

/** Of the times in /proc. The kernel shows them so on every platform that Node runs on, whatever its own clock. */
const TICKS_A_SECOND = 100

/** Seconds of processor time that a running process has had, user and system, all its threads; Linux only. */
export async function processorSeconds(pid: number | undefined): Promise<number | undefined> {
  return readProcessorSeconds(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
}

/** The 14th and 15th field of a line of proc_pid_stat(5). The second is the program's name, which may hold anything. */
export function readProcessorSeconds(stat: string): number | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user, system] = [Number(fields[11]), Number(fields[12])]
  const seconds = (user + system) / TICKS_A_SECOND
  return stat === '' || Number.isNaN(seconds) ? undefined : seconds
}
