import { parseLanguage } from '../config/locale.ts'
import type { Post } from '../posts/post.ts'
import { type Channel, type ChannelKind, channelFolder, channelKey } from './channel.ts'

/** A channel with its posts, in the order of those it was made of. */
export interface FilledChannel extends Channel {
  folder: string
  posts: Post[]
}

/** Every section, category, tag, author and language that these posts have, by kind and name; and all of them, as the site's. */
export function channelsOfPosts(posts: Post[]): FilledChannel[] {
  return [
    { kind: 'site', name: '', folder: '/', posts },
    ...grouped('section', posts, ({ section }) => [section]),
    ...grouped('category', posts, ({ categories }) => categories),
    ...grouped('tag', posts, ({ tags }) => tags),
    ...grouped('author', posts, ({ authors }) => authors.map(({ name }) => name)),
    ...grouped('language', posts, ({ language }) => [parseLanguage(language) ?? '']),
  ]
}

function grouped(kind: ChannelKind, posts: Post[], namesOf: (post: Post) => string[]): FilledChannel[] {
  const groups = new Map<string, { spellings: string[]; posts: Set<Post> }>()
  for (const post of posts) {
    for (const name of namesOf(post)) {
      const key = channelKey(name)
      if (key === '') continue
      const group = groups.get(key) ?? { spellings: [], posts: new Set() }
      group.spellings.push(name.trim())
      group.posts.add(post)
      groups.set(key, group)
    }
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const name = commonest(group.spellings)
      return { kind, name, folder: channelFolder({ kind, name }), posts: [...group.posts] }
    })
}

/** How most write it, whatever the order of the posts. */
function commonest(spellings: string[]): string {
  const counts = new Map<string, number>()
  for (const spelling of spellings) counts.set(spelling, (counts.get(spelling) ?? 0) + 1)
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return first?.[0] ?? ''
}
