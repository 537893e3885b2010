import { LEASE } from '../actions/delivery/take-delivery.ts'
import { SCHEDULE } from '../actions/hold-schedule.ts'
import type { Config } from '../config/config.ts'
import { sendingSettings, settingsHash } from '../config/sending-settings.ts'
import { VERSION } from '../config/version.ts'
import { isGone, type ProcessIdentity, type RunningProcess } from '../deliveries/running-process.ts'
import { startOfProcess, thisProcess } from '../sources/this-process.ts'
import type { Store } from '../store/open-store.ts'
import { clock } from './clock.ts'

/**
 * Writes down that this process delivers or plans, or waits to, so that others on the database can name it and tell whether it
 * still lives; sweeps away those that do not.
 */
export async function announceProcess(
  config: Config,
  { processes }: Pick<Store, 'processes'>,
  { id, command }: { id: string; command: string },
): Promise<{ forget(): Promise<void> }> {
  const here = thisProcess()
  const settings = sendingSettings(config)
  // Whoever takes over from one that was killed has to know it: it stays until its lease has another holder.
  const holding = [await processes.holderOf(LEASE), await processes.holderOf(SCHEDULE)].map((holder) => holder?.id)
  const gone = (await processes.list()).filter((other) => isGone(other, here, startOfProcess))
  await processes.forget(gone.map((other) => other.id).filter((other) => !holding.includes(other)))
  await processes.announce({
    ...here,
    id,
    command,
    version: VERSION,
    configFile: config.file,
    settings,
    settingsHash: settingsHash(settings),
    since: clock(),
  })
  return { forget: () => processes.forget([id]) }
}

/** A process as a person knows it, and whether it is over; undefined where nobody can tell. */
export async function holderNamed(
  { processes }: Pick<Store, 'processes'>,
  id: string,
): Promise<{ name: string; isGone: boolean | undefined }> {
  const other = await processes.find(id)
  if (!other) return { name: 'Another process', isGone: undefined }
  return { name: nameOf(other), isGone: isSurelyGone(other) }
}

/** Which other process delivers on the database at this moment, unless it is known to be over; undefined: none. */
export async function delivererOf({ processes }: Pick<Store, 'processes'>): Promise<string | undefined> {
  const holding = await processes.holderOf(LEASE)
  const here = thisProcess()
  // On a full disk this process could not give its lease back.
  const isThis = holding?.boot === here.boot && holding.pid === here.pid && holding.started === here.started
  return holding && !isThis && isSurelyGone(holding) !== true ? nameOf(holding) : undefined
}

function nameOf({ command, pid, host }: RunningProcess): string {
  return `broadsheet ${command} (process ${pid} on ${host})`
}

/** Of another boot of a machine with this name nobody knows that it is this machine: two may have one name. */
export function isSurelyGone(other: ProcessIdentity): boolean | undefined {
  const here = thisProcess()
  return other.boot === here.boot ? isGone(other, here, startOfProcess) : undefined
}
