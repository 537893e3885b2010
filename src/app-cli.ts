import { randomBytes } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { bindActions } from './actions/actions.ts'
import { describeBaselines } from './actions/look.ts'
import { checkSite, DELIVERY_THREAD, loadConfig, openDatabase, publicationPorts } from './app.ts'
import type { Cli, Publication } from './cli/cli.ts'
import type { Config } from './config/config.ts'
import type { Environment } from './config/environment.ts'
import { startThread } from './jobs/start-thread.ts'
import { keepSecret } from './sources/env-file.ts'
import { ignoreInGit, writeNewFile } from './sources/new-files.ts'
import { copyTemplates } from './sources/template-files.ts'

/**
 * What commands are made with, but for the terminal: the doors to a publication. What only some commands need is loaded by them: a build
 * that finds nothing to do is over before the web would be loaded.
 */
export function cliPorts(
  env: Environment,
  heedInterruption: Cli['heedInterruption'],
): Omit<Cli, 'terminal' | 'finish' | 'heedInterruption'> {
  return {
    open: async (configFile, tell) => openPublication(await loadConfig(configFile, env), tell),
    check: async (configFile) => checkSite(await loadConfig(configFile, env)),
    init: (dir) => initSite(resolve(dir), env),
    keepSecret: (configFile) => keepSecret(dirname(resolve(configFile)), freshSecret, env),
    serve: async (configFile, { web }) => {
      const interrupted = heedInterruption()
      const { serve } = await import('./app-serve.ts')
      return serve(await loadConfig(configFile, env), { web, interrupted })
    },
    runOnce: async (configFile) => {
      const interrupted = heedInterruption()
      const { runOnce } = await import('./app-run-once.ts')
      return runOnce(await loadConfig(configFile, env), interrupted)
    },
  }
}

async function openPublication(config: Config, tell: (sentence: string) => void): Promise<Publication> {
  const store = await openDatabase(config)
  const ports = publicationPorts(config, store)
  const look = async () => {
    const seen = await ports.look()
    describeBaselines(seen).forEach(tell)
    return seen
  }
  return {
    ...bindActions({ ...ports, look }),
    async whileDelivering(onTrouble, work) {
      const options = { configFile: config.file, schedules: false }
      const thread = await startThread(DELIVERY_THREAD, options, (message) => {
        if (message.kind === 'trouble') onTrouble(message.sentence)
      })
      try {
        return await Promise.race([work(), failureOf(thread.ended)])
      } finally {
        await thread.stop()
      }
    },
    close: () => store.close(),
  }
}

/** Rejects when `ended` does, and else waits for ever: whoever works meanwhile ends first. */
function failureOf(ended: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    ended.catch(reject)
  })
}

async function initSite(dir: string, env: Environment) {
  const { init } = await import('./actions/init.ts')
  const { readHugoSite } = await import('./sources/hugo-site.ts')
  return init(dir, {
    readHugoSite: (at) => readHugoSite(at),
    writeNewFile,
    copyTemplates,
    keepSecret: (at) => keepSecret(at, freshSecret, env),
    ignoreInGit,
  })
}

function freshSecret(): string {
  return randomBytes(32).toString('base64url')
}
