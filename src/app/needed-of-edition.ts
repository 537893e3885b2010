import { neededWhere } from '../actions/editions/preflight.ts'
import type { Config } from '../config/config.ts'
import type { Edition } from '../editions/edition.ts'
import { type NeededUrl, neededUrls } from '../editions/needed-urls.ts'
import { readInput } from '../editions/stored-input.ts'
import type { Store } from '../store/open-store.ts'

/** What has to be online of an edition that is written down. */
export async function neededOfEdition(
  config: Config,
  { editions, posts }: Pick<Store, 'editions' | 'posts'>,
  { id: editionId, newsletter }: Pick<Edition, 'id' | 'newsletter'>,
): Promise<NeededUrl[]> {
  const { liveCheck: by } = config.content
  if (by === 'off') return []
  const ids = new Set((await editions.posts(editionId)).map(({ postId }) => postId))
  const stored = await editions.input(editionId)
  const input = stored === undefined ? undefined : readInput(stored)
  const html = new Map(input?.posts.map((post) => [post.id, post.html]))
  const variants = await editions.variants(editionId)
  return neededUrls(
    {
      posts: (await posts.seen())
        .filter(({ id }) => ids.has(id))
        .map(({ id, urlPath, title }) => ({
          url: new URL(urlPath, config.site.url).href,
          title,
          html: html.get(id) ?? '',
        })),
      mails: variants.map((variant) => variant.html),
      carriesPictures: config.newsletters.find(({ id }) => id === newsletter)?.pictures === 'mail',
      archive: input?.common.links.archive,
    },
    neededWhere(config, by, config.web.probe),
  )
}
