import { DIALECT_NAMES, DIALECTS, type DialectName } from '../../config/dialects.ts'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import { readNames } from '../read-at-once.ts'
import { shownPath } from '../shown-path.ts'
import { astroEngine } from './astro/astro-engine.ts'
import { eleventyEngine } from './eleventy/eleventy-engine.ts'
import type { DetectedSite, Engine } from './engine.ts'
import { hugoEngine } from './hugo/hugo-engine.ts'
import { jekyllEngine } from './jekyll/jekyll-engine.ts'
import { keptFeedsEngine } from './kept-feeds/kept-feeds-engine.ts'
import { plainEngine } from './plain/plain-engine.ts'
import { zolaEngine } from './zola/zola-engine.ts'

/** Every engine that is known, in the order in which a folder is held against them. */
const ENGINES: Record<DialectName, Engine> = {
  // Before the other whose configuration may have the same name: who is not meant must not complain of it.
  zola: zolaEngine,
  hugo: hugoEngine,
  jekyll: jekyllEngine,
  astro: astroEngine,
  eleventy: eleventyEngine,
  'kept-feeds': keptFeedsEngine,
  plain: plainEngine,
}

/** For which any folder is a site: it is chosen by name, or by `init` where no other is found. */
const OF_ANY_FOLDER: Engine = plainEngine

/** By whose rules posts of feeds are read. */
export const ENGINE_OF_FEEDS: Engine = keptFeedsEngine

/** By whose rules a folder is read of which nothing tells the engine. */
const SUPPOSED: Engine = hugoEngine

/** Other generators, by the files that tell their sites: posts with dates and addresses that no engine here would give them. */
const UNKNOWN_ENGINES: [name: string, file: RegExp][] = [
  // Which has a file of the same name as an engine that is known, with other keys in it.
  ['Hexo', /^_config\.ya?ml$/],
  ['Gatsby', /^gatsby-config\.[cm]?[jt]s$/],
  ['Pelican', /^pelicanconf\.py$/],
]

/** @param dialect as `content.dialect` has it */
export function enginesFor(dialect: DialectName | 'auto'): Engine[] {
  if (dialect !== 'auto') return [ENGINES[dialect]]
  return Object.values(ENGINES).filter((engine) => engine !== OF_ANY_FOLDER)
}

export function supposedEngine(dialect: DialectName | 'auto'): Engine {
  return dialect === 'auto' ? SUPPOSED : ENGINES[dialect]
}

/** The site in a folder, of whichever engine. @throws BroadsheetError where its configuration is broken */
export async function detectSite(dir: string): Promise<DetectedSite | undefined> {
  const found = await detectIn(dir, dir, 'auto')
  if (found || (await unknownEngineIn(dir))) return found?.site
  return OF_ANY_FOLDER.detect(dir)
}

/**
 * The site in a folder, of one of the engines that `content.dialect` allows.
 * @param shownFrom folder from which problems name their files
 * @throws BroadsheetError where its configuration is broken, or where it may be a site of either of two
 */
export async function detectIn(
  dir: string,
  shownFrom: string,
  dialect: DialectName | 'auto',
): Promise<{ engine: Engine; site: DetectedSite } | undefined> {
  const found: { engine: Engine; site: DetectedSite }[] = []
  for (const engine of enginesFor(dialect)) {
    const site = await engine.detect(dir, shownFrom)
    if (site) found.push({ engine, site })
  }
  const [first, second] = found
  if (first && second) throw new BroadsheetError(whichOf(first, second, shownPath(dir, shownFrom)))
  return first
}

type Detected = { engine: Engine; site: DetectedSite }

function whichOf(one: Detected, other: Detected, file: string): Problem {
  const [files, names] = [one, other].reduce<[string[], string[]]>(
    ([allFiles, allNames], { engine, site }) => [
      [...allFiles, site.files[0] ?? ''],
      [...allNames, DIALECTS[engine.name]],
    ],
    [[], []],
  )
  const written = [one, other].map(({ engine }) => `dialect = "${engine.name}"`).join(' or ')
  return failure('source.engine', `This may be a site of ${names.join(' or of ')}: it has ${files.join(' and ')}.`, {
    hint: `Write ${written} in [content] of broadsheet.toml, or take the file away that is of no use any more.`,
    file,
  })
}

/** The generator whose site a folder is, by one of its files, where it is none that is read here. */
export async function unknownEngineIn(dir: string): Promise<{ engine: string; file: string } | undefined> {
  const names = await readNames(dir).catch(() => [])
  for (const [engine, pattern] of UNKNOWN_ENGINES) {
    const file = names.find((each) => pattern.test(each))
    if (file !== undefined) return { engine, file }
  }
  return undefined
}

/** Where to run a command that needs a site, in a sentence. */
export function describeEngines(): string {
  const engines = DIALECT_NAMES.map((name) => ENGINES[name]).filter((engine) => engine !== OF_ANY_FOLDER)
  const names = engines.map(({ name }) => DIALECTS[name]).join(' or ')
  return `Run it in the folder of a ${names} site, or of posts in Markdown: it looks for ${[...engines, OF_ANY_FOLDER].map(({ lookedFor }) => lookedFor).join('; ')}.`
}
