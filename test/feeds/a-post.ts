import type { Post } from '../../src/posts/post.ts'
import { written } from './golden-feeds.ts'

/** A live post of 2026-01-05 at https://lantern.example/ID/. */
export function aPost(id: string, facts: Partial<Post> = {}): Post {
  return {
    id,
    path: `${id}.md`,
    file: `${id}.md`,
    url: `https://lantern.example/${id}/`,
    aliases: [],
    title: id,
    publishedAt: written('2026-01-05T09:00:00+08:00'),
    authors: [],
    tags: [],
    categories: [],
    section: '',
    language: 'en',
    status: 'live',
    hash: id,
    ...facts,
  }
}
