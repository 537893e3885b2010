import { clock } from './app.ts'
import type { Config } from './config/config.ts'
import { sendingSettings, settingsHash } from './config/sending-settings.ts'
import { VERSION } from './config/version.ts'
import { isGone } from './deliveries/running-process.ts'
import { startOfProcess, thisProcess } from './sources/this-process.ts'
import type { Store } from './store/open-store.ts'

/**
 * Writes down that this process delivers, or waits to, so that others on the database can name it and tell whether it
 * still lives; sweeps away those that do not.
 */
export async function announceProcess(
  config: Config,
  { processes }: Pick<Store, 'processes'>,
  { id, command }: { id: string; command: string },
): Promise<{ forget(): Promise<void> }> {
  const here = thisProcess()
  const settings = sendingSettings(config)
  await processes.forget(
    (await processes.list()).filter((other) => isGone(other, here, startOfProcess)).map((p) => p.id),
  )
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
