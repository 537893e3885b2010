import { z } from 'zod'
import { isAlsoPath } from './also-path.ts'
import { choice } from './config-shapes.ts'
import { isTable, valueAt } from './key-path.ts'
import { feedClashes, isFormerPath, isMoveTarget } from './moved-feeds.ts'

const ALSO =
  'Write the path of a file and its format: also = { "/index.xml" = "rss" }. Where Broadsheet has files of its own, none is needed.'

const MOVED = 'Write the old path and where it is now: moved = { "/old.xml" = "/feed.xml" }.'
const GONE = 'Write a list of paths: gone = ["/podcast.xml"].'

/** Keys of [feeds] that say where feeds are, and where they are no more. */
export const feedPlaceKeys = {
  /** Path below the output → format of the site's feed that is written there besides. */
  also: byPath(choice(['rss', 'atom', 'json'], 'Write "rss", "atom" or "json".'), isAlsoPath, ALSO),
  /** Path of a feed that moved → the one in its place; its absolute URL in Config. */
  moved: byPath(z.string(MOVED).refine(isMoveTarget, MOVED), isFormerPath, MOVED),
  /** Paths of feeds that will not come back. */
  gone: z.array(z.string(GONE).refine(isFormerPath, GONE), GONE).default([]),
}

/** A table whose keys are paths. */
function byPath<Value extends z.ZodType>(value: Value, isPath: (path: string) => boolean, error: string) {
  return z
    .record(z.string(), value, error)
    .superRefine(
      (paths, context) => {
        for (const path of Object.keys(paths)) {
          if (!isPath(path)) context.addIssue({ code: 'custom', path: [path], message: error })
        }
      },
      { when: ({ value: written }) => isTable(written) },
    )
    .default({})
}

/** Rules across tables; what is wrong in itself is left out, for it has its own sentence. */
export function refuseClashes(written: unknown, context: z.RefinementCtx): void {
  const at = (...path: string[]) => valueAt(written, path)
  const strings = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [])
  const moved = Object.entries(tableAt(at('feeds', 'moved'))).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && isMoveTarget(entry[1]),
  )
  const [outputUrl = 'http://127.0.0.1/'] = strings([at('output', 'url'), at('web', 'url')])
  const newsletters = at('newsletters')
  const clashes = feedClashes({
    also: Object.keys(tableAt(at('feeds', 'also'))),
    moved: Object.fromEntries(moved),
    gone: strings(at('feeds', 'gone')),
    newsletters: Array.isArray(newsletters) ? strings(newsletters.map((each) => each?.id)) : [],
    outputUrl,
  })
  for (const { key, at: place, message } of clashes)
    context.addIssue({ code: 'custom', path: ['feeds', key, place], message })
}

function tableAt(value: unknown): Record<string, unknown> {
  return isTable(value) ? value : {}
}
