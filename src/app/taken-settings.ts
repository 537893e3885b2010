import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'
import { type ConfigFiles, readConfigFiles } from '../sources/config-file.ts'
import { fileStamp } from '../sources/file-stamp.ts'
import { readTemplates, templateStamps } from '../sources/template-files.ts'
import { loadConfig } from './publication-ports.ts'

/** The files that a running program goes by, as they were when it took them; a thread can be handed them. */
export interface SettingsFiles extends ConfigFiles {
  templates: Map<string, string>
}

export interface TakenSettings extends SettingsFiles {
  config: Config
}

/** Reads them anew. @throws BroadsheetError with every problem */
export async function readSettings(configFile: string, env: Environment): Promise<TakenSettings> {
  const files = await readConfigFiles(configFile)
  const config = await loadConfig(configFile, env, files)
  return { ...files, config, templates: await readTemplates(config) }
}

/** Whether they were read from the same texts. */
export function haveSameFiles(a: SettingsFiles, b: SettingsFiles): boolean {
  const textOf = ({ toml, dotEnv, templates }: SettingsFiles) => JSON.stringify([toml, dotEnv, [...templates]])
  return textOf(a) === textOf(b)
}

/** Changes with every change of a file that settings are read from. */
export function settingsStamp({ file, dir, dkim }: Config): string {
  const files = [file, join(dir, '.env'), ...dkim.map(({ keyFile }) => keyFile)]
  return [...files.map(fileStamp), ...templateStamps(dir)].join('\n')
}
