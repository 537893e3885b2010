import { DIALECTS, type DialectName } from '../../config/dialects.ts'
import type { DetectedSite, Engine } from './engine.ts'
import { hugoEngine } from './hugo/hugo-engine.ts'

/** Every engine that is known, in the order in which a folder is held against them. */
const ENGINES: Record<DialectName, Engine> = {
  hugo: hugoEngine,
}

/** By whose rules a folder is read of which nothing tells the engine. */
const SUPPOSED: Engine = hugoEngine

/** Other generators, by the files that tell their sites: posts with dates and addresses that no engine here would give them. */
export const UNKNOWN_ENGINES: [name: string, file: RegExp][] = [
  ['Jekyll', /^_config\.ya?ml$/],
  ['Eleventy', /^(?:\.eleventy\.c?js|eleventy\.config\.[cm]?[jt]s)$/],
  ['Astro', /^astro\.config\.[cm]?[jt]s$/],
  ['Gatsby', /^gatsby-config\.[cm]?[jt]s$/],
  ['Pelican', /^pelicanconf\.py$/],
]

/** @param dialect as `content.dialect` has it */
export function enginesFor(dialect: DialectName | 'auto'): Engine[] {
  return dialect === 'auto' ? Object.values(ENGINES) : [ENGINES[dialect]]
}

export function supposedEngine(dialect: DialectName | 'auto'): Engine {
  return dialect === 'auto' ? SUPPOSED : ENGINES[dialect]
}

/** The site in a folder, of whichever engine. @throws BroadsheetError where its configuration is broken */
export async function detectSite(dir: string): Promise<DetectedSite | undefined> {
  for (const engine of enginesFor('auto')) {
    const found = await engine.detect(dir)
    if (found) return found
  }
  return undefined
}

/** Where to run a command that needs a site, in a sentence. */
export function describeEngines(): string {
  const engines = enginesFor('auto')
  const names = engines.map(({ name }) => DIALECTS[name]).join(' or ')
  return `Run it in the folder of a ${names} site: it looks for ${engines.map(({ lookedFor }) => lookedFor).join('; ')}.`
}
