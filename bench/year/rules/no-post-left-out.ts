import { explanations } from '../books.ts'
import { isShown } from '../site-writer.ts'
import type { World } from '../world.ts'
import { realMails } from './real-mails.ts'
import type { Rule } from './rule.ts'

/**
 * Every post that the site shows came to each person who had subscribed before it was new, or the program says why not: of
 * the post, of the edition that brought it, or of the person's own delivery.
 */
export const NO_POST_LEFT_OUT: Rule = {
  name: 'no post is left out without a word',
  async atEnd(world) {
    const got = new Set(
      realMails(world).flatMap(({ to, marks, token }) => (token ? marks.map((mark) => `${to} ${mark}`) : [])),
    )
    const explained = await explanations(world)
    return [...world.history.firstSeen].flatMap(([mark, seenAt]) => {
      if (world.history.adopted.has(mark) || !isLive(world, mark) || explained.posts.has(mark)) return []
      return [...world.history.people.values()]
        .filter(({ since }) => since && since.epochMilliseconds < seenAt.epochMilliseconds)
        .filter(
          ({ address }) =>
            !got.has(`${address} ${mark}`) &&
            !explained.people.has(address) &&
            !explained.pairs.has(`${address} ${mark}`),
        )
        .map(({ address }) => `${mark} never came to ${address}, and nothing says why`)
    })
  },
}

function isLive({ site, clock }: World, mark: string): boolean {
  const post = site.posts.find((written) => written.mark === mark)
  return post !== undefined && isShown(post, clock.now())
}
