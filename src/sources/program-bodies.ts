import { hash as digest } from 'node:crypto'
import type { Config } from '../config/config.ts'
import { BroadsheetError, failure, type Problem, warning } from '../config/problem.ts'
import type { Page } from '../posts/page.ts'
import type { PrintedBody } from '../posts/printed-bodies.ts'
import type { SiteCache } from './cached-texts.ts'
import type { SiteReader } from './engines/engine.ts'
import { type EngineProgram, ProgramFailed } from './engines/engine-program.ts'
import { fileStamp } from './file-stamp.ts'
import type { GivenBodies } from './given-bodies.ts'
import { KeptBodies } from './kept-bodies.ts'
import { PROGRAM_LIMITS } from './program-limits.ts'
import { siteState } from './site-state.ts'
import { whyNotTrusted } from './trusted-site.ts'

export interface AskedSite {
  config: Config
  /** Absolute folder of the site. */
  root: string
  site: SiteReader
  pages: readonly Page[]
  cache: SiteCache
}

/**
 * Bodies that the site's own program makes; a problem in their place where it cannot, and something else may stand in.
 * @throws BroadsheetError where nothing may: what readers have would be changed, and changed back
 */
export async function programBodies(asked: AskedSite): Promise<{ bodies: GivenBodies } | { problem: Problem }> {
  const { program } = asked.site
  const why = program ? await whyNot(asked, program) : UNKNOWN
  if (why !== undefined || !program) return instead(asked, why ?? UNKNOWN)
  try {
    return { bodies: await keptOrMade(asked, program) }
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error
    return instead(asked, `${program.name} made no bodies: ${error.message}`)
  }
}

const UNKNOWN = 'Broadsheet does not know how to have the program of such a site render bodies'

async function whyNot({ config, root }: AskedSite, { name, file }: EngineProgram): Promise<string | undefined> {
  if (file === undefined) return `${name} is not installed`
  const why = config.content.render === 'auto' ? await whyNotTrusted(root, config) : undefined
  return why && `${name} is not run unasked: ${why}`
}

function instead({ config }: AskedSite, why: string): { problem: Problem } {
  const message = `${why}.`.replace(/\.\.$/, '.')
  if (config.content.render === 'engine') {
    const hint = 'Until then nothing is changed. With render = "own" in [content] Broadsheet renders the bodies itself.'
    throw new BroadsheetError(failure('source.render', message, { hint }))
  }
  const hint = 'The bodies are made as under render = "own". Write "own" or "engine" to have them one way.'
  return { problem: warning('source.render', message, { hint }) }
}

/** Made by an earlier run, where the site is as it was; else now. */
async function keptOrMade(
  { config, root, site, pages, cache }: AskedSite,
  program: EngineProgram,
): Promise<GivenBodies> {
  const live = pages.flatMap(({ place, post }) => (post?.status === 'live' ? [place.path] : []))
  const files = await siteState({ root, beside: program.beside, except: program.writes, config })
  const state = digest(
    'sha256',
    JSON.stringify([program.file, fileStamp(program.file ?? ''), site.baseUrl, live, files]),
  )
  const kept = KeptBodies.of(state, cache.bodies)
  if (kept) return givenBy(kept, program, pages)
  if (cache.isReadOnly) throw new Error(`the bodies that ${program.name} made are no longer there`)
  const rendered = await program.render(PROGRAM_LIMITS)
  return givenBy(KeptBodies.keep(state, byPath(rendered, site, pages), cache.bodies), program, pages)
}

function byPath(rendered: PrintedBody[], { contentFiles }: SiteReader, pages: readonly Page[]): Map<string, string> {
  const paths = new Map([...contentFiles].map(([path, { absolute }]) => [absolute.normalize('NFC'), path]))
  const urls = new Map(pages.map(({ place, url }) => [place.path, url]))
  const html = new Map<string, string>()
  for (const page of rendered) {
    const path = paths.get(page.file.normalize('NFC'))
    // A file may be a page in several languages: the one counts that stands where the post does.
    if (path !== undefined && (!html.has(path) || urls.get(path) === page.url)) html.set(path, page.html)
  }
  return html
}

function givenBy(kept: KeptBodies, { name }: EngineProgram, pages: readonly Page[]): GivenBodies {
  const without = pages.flatMap(({ place, post }) =>
    post?.status === 'live' && kept.hashOf(place.path) === undefined ? [post] : [],
  )
  return {
    hashOf: ({ place }) => kept.hashOf(place.path),
    read: ({ place, post }) => {
      const html = kept.htmlOf(place.path)
      return html === undefined ? { problems: [gone(name, post?.file)] } : { html }
    },
    problems: without.map(({ file }) => noBody(name, file)),
  }
}

function noBody(name: string, file: string): Problem {
  const hint = `Look whether ${name} publishes it; Broadsheet rendered it itself.`
  return warning('source.render', `${name} made no body for the post.`, { hint, file })
}

function gone(name: string, file: string | undefined): Problem {
  const hint = 'The next run makes it anew; Broadsheet rendered it itself.'
  return warning('source.render', `The body that ${name} made for the post is no longer in the cache.`, {
    hint,
    ...(file !== undefined && { file }),
  })
}
