import { join } from 'node:path'
import { MARK } from '../read-mail.ts'
import { isShown } from '../site-writer.ts'
import type { World } from '../world.ts'
import type { Rule } from './rule.ts'

/** An entry keeps its id through edits, renames and settings; no two have one; and what the site hides is in none. */
export function feedsKeepIds(): Rule {
  const ids = new Map<string, string>()
  const owners = new Map<string, string>()
  /** An older database that was put back never knew them. */
  const renewed = new Set<string>()
  let judged: string | undefined
  return {
    name: "feeds' entries keep their ids, and hide what the site hides",
    daily(world) {
      const text = world.disk.read(join(world.site.dir, 'dist/site/feed.json'))
      if (!text || text === judged) return []
      judged = text
      return entriesOf(text).flatMap(({ id, mark }) => {
        const breaches: string[] = []
        const isForgotten = world.history.forgotten.has(mark) && !renewed.has(mark)
        if (isForgotten) renewed.add(mark)
        const known = isForgotten ? id : (ids.get(mark) ?? id)
        ids.set(mark, known)
        if (known !== id) breaches.push(`${mark} was ${known} in the feed, and is ${id}`)
        const owner = owners.get(id) ?? mark
        owners.set(id, owner)
        if (owner !== mark) breaches.push(`${mark} and ${owner} are both ${id} in the feed`)
        if (!wasShown(world, mark)) breaches.push(`${mark} is in the feed, and the site hides it`)
        return breaches
      })
    },
  }
}

function entriesOf(text: string): { id: string; mark: string }[] {
  const { items } = JSON.parse(text) as { items: { id: string; title: string }[] }
  return items.flatMap(({ id, title }) => (title.match(MARK) ?? []).slice(0, 1).map((mark) => ({ id, mark })))
}

/** At the moment of the scan that the feed is of. */
function wasShown({ site, history }: World, mark: string): boolean {
  const post = site.posts.find((written) => written.mark === mark)
  const at = history.lastScanAt
  return post === undefined || at === undefined || isShown(post, at)
}
