import { randomBytes } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import type { UntakenGroup } from '../actions/in-no-newsletter.ts'
import type { Cli, InitOptions } from '../cli/cli.ts'
import type { Environment } from '../config/environment.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import type { SiteFacts } from '../config/starter-config.ts'
import { lazily } from './lazily.ts'

const loadConfig = lazily(async () => (await import('./publication-ports.ts')).loadConfig)
const openPublication = lazily(async () => (await import('./open-publication.ts')).openPublication)
const readFeedText = lazily(async () => (await import('./publication-ports.ts')).readFeedText)
const checkSite = lazily(async () => (await import('./check-settings.ts')).checkSite)
const databaseActions = lazily(async () => (await import('./database-commands.ts')).databaseActions)
const serve = lazily(async () => (await import('./serve.ts')).serve)
const preview = lazily(async () => (await import('./preview.ts')).preview)
const runOnce = lazily(async () => (await import('./run-once.ts')).runOnce)
const keepSecret = lazily(async () => (await import('../sources/env-file.ts')).keepSecret)

/**
 * What commands are made with, but for the terminal: the doors to a publication. What a command needs is loaded by it: `--help` is there
 * at once, and a build that finds nothing to do is over before the web would be loaded.
 */
export function cliPorts(
  env: Environment,
  onInterrupt: Cli['onInterrupt'],
  onReload: (listener: () => void) => void = () => {},
): Omit<Cli, 'terminal' | 'finish' | 'onInterrupt'> {
  return {
    open: async (configFile, tell) => openPublication(await loadConfig(configFile, env), tell),
    check: async (configFile) => checkSite(await loadConfig(configFile, env)),
    database: async (configFile) => databaseActions(await loadConfig(configFile, env)),
    readReturned: (file) => readReturned(resolve(file)),
    init: (dir, options) => initSite(resolve(dir), env, options),
    keepSecret: (configFile) => keepSecret(dirname(resolve(configFile)), freshSecret, env),
    serve: (configFile, parts) => serve(resolve(configFile), { ...parts, env, interrupted: onInterrupt(), onReload }),
    preview: (configFile, options) => preview(configFile, { ...options, env, interrupted: onInterrupt() }),
    runOnce: async (configFile, tell) => {
      const interrupted = onInterrupt()
      return runOnce(await loadConfig(configFile, env), interrupted, tell)
    },
  }
}

async function initSite(dir: string, env: Environment, { feed, chooseLook }: InitOptions) {
  const { init } = await import('../actions/init.ts')
  const { describeEngines, detectSite } = await import('../sources/engines/engines.ts')
  const { ignoreInGit, writeNewFile } = await import('../sources/new-files.ts')
  const { copyTemplates, lookOf } = await import('../sources/template-files.ts')
  return init(dir, {
    detectSite: async (at) => {
      if (feed !== undefined) return { facts: await factsOf(feed), files: [feed] }
      const found = await detectSite(at)
      return found && { facts: await found.facts(), files: found.files }
    },
    lookedFor: describeEngines(),
    writeNewFile,
    lookOf,
    chooseLook,
    copyTemplates,
    keepSecret: (at) => keepSecret(at, freshSecret, env),
    ignoreInGit,
    inNoNewsletter: (at) => untakenOf(at, env),
  })
}

async function readReturned(file: string) {
  const { MOST_BYTES } = await import('../bounces/mail-parts.ts')
  const { readReport } = await import('../bounces/read-report.ts')
  const { readMailFile } = await import('../mail/mail-file.ts')
  return readReport(await readMailFile(file, MOST_BYTES))
}

/** @throws BroadsheetError where it cannot be read */
async function factsOf(feed: string): Promise<SiteFacts> {
  const { foreignFeed } = await import('../feeds/read-feed.ts')
  const { factsOfFeed } = await import('../feeds/feed-facts.ts')
  const { ENGINE_OF_FEEDS } = await import('../sources/engines/engines.ts')
  if (!/^https?:/i.test(feed) || !URL.canParse(feed)) {
    const hint = 'Write it whole: broadsheet init --feed https://night.example/feed/'
    throw new BroadsheetError(failure('feeds.foreign', 'This is no address of a feed.', { file: feed, hint }))
  }
  return { dialect: ENGINE_OF_FEEDS.name, ...factsOfFeed(foreignFeed(await readFeedText(feed), feed), feed) }
}

async function untakenOf(dir: string, env: Environment): Promise<UntakenGroup[]> {
  const { openSite } = await import('../sources/content-folder.ts')
  const { inNoNewsletter } = await import('../actions/in-no-newsletter.ts')
  const { clock } = await import('./clock.ts')
  try {
    const config = await loadConfig(join(dir, 'broadsheet.toml'), env)
    return inNoNewsletter((await openSite(config, clock())).posts, config)
  } catch (error) {
    // What stands in the way is for `check` to say, which is the next thing to do.
    if (error instanceof BroadsheetError) return []
    throw error
  }
}

function freshSecret(): string {
  return randomBytes(32).toString('base64url')
}
