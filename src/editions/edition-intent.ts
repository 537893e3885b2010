import type { Config } from '../config/config.ts'
import { type SendingSettings, sendingSettings, settingsHash } from '../config/sending-settings.ts'
import { VERSION } from '../config/version.ts'

/** What an edition was made for, or a program would deliver by. */
export interface EditionIntent {
  /** Absolute path of its broadsheet.toml. */
  configFile: string
  settings: SendingSettings
  settingsHash: string
  /** Broadsheet's. */
  version: string
}

export function intentOf(config: Config): EditionIntent {
  const settings = sendingSettings(config)
  return { configFile: config.file, settings, settingsHash: settingsHash(settings), version: VERSION }
}
