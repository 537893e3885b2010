import { Temporal } from 'temporal-polyfill'

/** A post as far as it can be known for another: `hash` is that of its title and text. */
export interface Heritable {
  id: string
  hash: string
  /** When it vanished, if an earlier look found it gone. */
  goneAt?: Temporal.Instant
}

/**
 * Posts whose file or folder was renamed: they appear with the very title and text of one that is gone, and take over its entry, so
 * that no reader sees it twice. Of several that are gone the last to go; each is succeeded once. One that comes back to its
 * old place takes its entry back from the one that vanishes with this look.
 */
export function heirsOf(found: {
  fresh: Heritable[]
  returned: Heritable[]
  gone: Heritable[]
}): { from: string; to: string }[] {
  const open = new Map<string, Heritable[]>()
  for (const post of found.gone.toSorted(lastGoneFirst)) open.set(post.hash, [...(open.get(post.hash) ?? []), post])
  const succeed = (posts: Heritable[], may: (from: Heritable) => boolean) =>
    posts.flatMap((to) => {
      const [from, ...others] = open.get(to.hash) ?? []
      if (!from || !may(from)) return []
      open.set(to.hash, others)
      return [{ from: from.id, to: to.id }]
    })
  return [...succeed(found.returned, ({ goneAt }) => goneAt === undefined), ...succeed(found.fresh, () => true)]
}

function lastGoneFirst(a: Heritable, b: Heritable): number {
  if (a.goneAt && b.goneAt) return Temporal.Instant.compare(b.goneAt, a.goneAt)
  return Number(a.goneAt !== undefined) - Number(b.goneAt !== undefined)
}
