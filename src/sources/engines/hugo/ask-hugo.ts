import { existsSync, realpathSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../../config/config.ts'
import { type Problem, warning } from '../../../config/problem.ts'
import { compareWithHugo, readHugoList } from '../../../posts/dialects/hugo/hugo-list.ts'
import type { HugoSite } from '../../../posts/dialects/hugo/site-config.ts'
import { isWithin } from '../../../posts/mounted-dir.ts'
import type { Post } from '../../../posts/post.ts'
import { runProgram } from '../../run-program.ts'
import { posixPath } from '../../shown-path.ts'
import { cutShort } from '../engine-program.ts'

/** Of a site with ten thousand pages it takes some seconds; one that fetches modules may wait for the network. */
const WITHIN_MS = 30_000
const MOST_BYTES = 64 * 1024 * 1024

/** What Hugo itself has to say of the posts that are live; nothing where it is not installed, or the site is none of its own. */
export async function askHugo(
  { root, site, configFile }: { root: string; site: HugoSite; configFile: string | undefined },
  posts: Post[],
  config: Config,
  now: Temporal.Instant,
): Promise<Problem[]> {
  if (configFile === undefined) return []
  const said = await listAll(root)
  if (said === undefined) return []
  const listed = 'text' in said ? readHugoList(said.text) : undefined
  if (!listed) return [notAsked('fault' in said ? said.fault : 'its list is not in a form that is known', configFile)]
  const placed = posts.map((post) => ({ post, path: hugosPath(join(config.content.source, post.path), root) }))
  return compareWithHugo(listed, { posts: placed, builds: site, now })
}

/** From the site's folder; of what lies beside it, the whole path. */
function hugosPath(file: string, root: string): string {
  const path = posixPath(relative(root, file))
  return isWithin(path, '') ? path : posixPath(join(realpathSync(root), path))
}

/** `hugo list all` in the site's folder, which is left as it was. Undefined where there is no Hugo. */
async function listAll(root: string): Promise<{ text: string } | { fault: string } | undefined> {
  const lock = join(root, '.hugo_build.lock')
  const hadLock = existsSync(lock)
  const scratch = await mkdtemp(join(tmpdir(), 'broadsheet-hugo-'))
  try {
    return await run(root, { HUGO_PUBLISHDIR: join(scratch, 'public'), HUGO_RESOURCEDIR: join(scratch, 'resources') })
  } finally {
    await rm(scratch, { recursive: true, force: true })
    if (!hadLock) await rm(lock, { force: true })
  }
}

async function run(
  root: string,
  env: Record<string, string>,
): Promise<{ text: string } | { fault: string } | undefined> {
  const limits = { withinMs: WITHIN_MS, mostBytes: MOST_BYTES }
  const ran = await runProgram('hugo', ['list', 'all', '--environment', 'production'], { dir: root, env, ...limits })
  if (ran.ended === 'missing') return undefined
  if (ran.ended !== 'itself') return { fault: cutShort(ran.ended, limits) }
  return ran.exitCode === 0 ? { text: ran.stdout } : { fault: faultIn(`${ran.stderr}\n${ran.stdout}`) }
}

const MOST_SHOWN = 200

/** Hugo's own word for what failed: the error that it logged (as of 0.112), else the one that it ended with. */
export function faultIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  const logged = lines.find((line) => LOGGED_ERROR.test(line))
  const line = logged ?? lines.find((each) => LAST_ERROR.test(each)) ?? lines.find((each) => each !== '') ?? 'it failed'
  return line.replace(LOGGED_ERROR, '').replace(LAST_ERROR, '').slice(0, MOST_SHOWN).replace(/\.$/, '')
}

const LOGGED_ERROR = /^ERROR\s+(?:\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\s+)?/
const LAST_ERROR = /^Error:\s*(?:Error building sites\s+|error building site:\s*)?/

function notAsked(fault: string, file: string): Problem {
  const hint = 'Whether the posts that are live here are those that Hugo publishes was not compared.'
  return warning('hugo.published', `hugo list all does not say which pages there are: ${fault}.`, { hint, file })
}
