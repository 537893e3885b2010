import { Temporal } from 'temporal-polyfill'
import type { Post } from '../../src/posts/post.ts'

/** A live post, of which a test names only what it is about. */
export function aPost(facts: Partial<Post> = {}): Post {
  const path = facts.path ?? 'posts/a.md'
  return {
    id: `path:${path}@2026-01-31`,
    path,
    file: `content/${path}`,
    url: `https://site.example/${path.replace('.md', '/')}`,
    aliases: [],
    title: `Title of ${path}`,
    publishedAt: { instant: Temporal.Instant.from('2026-01-31T00:00Z'), offset: '+00:00' },
    authors: [],
    tags: [],
    categories: [],
    section: 'posts',
    language: 'en',
    status: 'live',
    hash: `hash of ${path}`,
    ...facts,
  }
}
