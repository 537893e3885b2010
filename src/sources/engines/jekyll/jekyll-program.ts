import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BODIES_PLUGIN, BODIES_VARIABLE, faultIn, overlayConfig } from '../../../posts/dialects/jekyll/bodies-plugin.ts'
import type { PrintedBody } from '../../../posts/printed-bodies.ts'
import { findProgram, runProgram } from '../../run-program.ts'
import { type EngineProgram, endedItself, ProgramFailed, type ProgramLimits } from '../engine-program.ts'
import { readBodies } from '../read-bodies.ts'

const NAME = 'jekyll'
const LOCK = 'Gemfile.lock'

/** What of a site decides how its Jekyll is called. */
export interface JekyllToRun {
  /** Absolute folder of the site. */
  root: string
  /** Its configuration file, below it; undefined where it has none. */
  configFile: string | undefined
  config: Readonly<Record<string, unknown>>
  /** Absolute, with a slash at the end. */
  baseUrl: string
}

/** Jekyll itself, asked for the bodies of a site: in its own folder, with a plugin of ours beside its own. Nothing is written there. */
export function jekyllProgram(site: JekyllToRun): EngineProgram {
  const { root, config } = site
  const bundle = existsSync(join(root, 'Gemfile')) ? findProgram('bundle') : undefined
  const destination = typeof config.destination === 'string' ? config.destination : '_site'
  return {
    name: NAME,
    file: bundle ?? findProgram(NAME),
    writes: [destination, '.jekyll-cache', '.jekyll-metadata', '.sass-cache', '.bundle', 'vendor'],
    beside: [],
    async render(limits) {
      const hadLock = existsSync(join(root, LOCK))
      const scratch = await mkdtemp(join(tmpdir(), 'broadsheet-jekyll-'))
      try {
        const command = bundle === undefined ? [NAME] : ['bundle', 'exec', NAME]
        return await build(site, { scratch, command, hadLock }, limits)
      } finally {
        await rm(scratch, { recursive: true, force: true })
        if (!hadLock) await rm(join(root, LOCK), { force: true })
      }
    },
  }
}

interface OneRun {
  /** Absolute. */
  scratch: string
  command: string[]
  hadLock: boolean
}

async function build(
  site: JekyllToRun,
  { scratch, command, hadLock }: OneRun,
  limits: ProgramLimits,
): Promise<PrintedBody[]> {
  const { root, config, configFile, baseUrl } = site
  const [plugins, overlay, bodies] = [join(scratch, 'plugins'), join(scratch, 'overlay.yml'), join(scratch, 'bodies')]
  await mkdir(plugins)
  await writeFile(join(plugins, 'broadsheet-bodies.rb'), BODIES_PLUGIN)
  // JSON is YAML.
  await writeFile(overlay, JSON.stringify(overlayConfig(config, root, plugins)))
  const configs = [...(configFile === undefined ? [] : [configFile]), overlay].join(',')
  const [program = NAME, ...first] = command
  const args = [...first, 'build', '--quiet', '--config', configs, '--destination', join(scratch, 'site')]
  const env = {
    JEKYLL_ENV: process.env.JEKYLL_ENV ?? 'production',
    [BODIES_VARIABLE]: bodies,
    // Else Bundler may write it anew.
    ...(hadLock && { BUNDLE_FROZEN: 'true' }),
  }
  const { exitCode, stdout, stderr } = endedItself(
    await runProgram(program, args, { dir: root, env, ...limits }),
    limits,
  )
  if (exitCode !== 0) throw new ProgramFailed(faultIn(`${stderr}\n${stdout}`))
  const made = await readBodies([bodies], limits)
  return made.map((body) => ({ ...body, url: absolute(body.url, baseUrl) }))
}

function absolute(url: string, baseUrl: string): string {
  return URL.canParse(`.${url}`, baseUrl) ? new URL(`.${url}`, baseUrl).href : url
}
