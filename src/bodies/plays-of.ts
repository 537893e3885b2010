import { eachElement } from '../posts/each-element.ts'
import { property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { webUrl } from '../posts/web-url.ts'

/** Something that plays: a file of audio or video that a post holds, not a player of another site. */
export interface Play {
  /** Absolute. */
  url: string
  kind: 'audio' | 'video'
  /** `audio/mpeg`, where the post says so. */
  type?: string
  /** Absolute path, where the site's folder holds it. */
  file?: string
}

/** What a post's `<audio>` and `<video>` play, each once, in order. Of several sources the first, which its author prefers. */
export function playsOf(body: Body): Play[] {
  const found = new Map<string, Play>()
  eachElement(body.tree, (node) => {
    if (node.tagName !== 'audio' && node.tagName !== 'video') return
    const source = property(node, 'src')
      ? node
      : node.children.find((child) => child.type === 'element' && child.tagName === 'source')
    if (source?.type !== 'element') return
    const url = webUrl(property(source, 'src'))
    if (!url || found.has(url)) return
    const type = /^(?:audio|video)\/[\w.+-]+/.exec(property(source, 'type') ?? '')?.[0]
    const file = body.files.get(url)
    found.set(url, { url, kind: node.tagName, ...(type && { type }), ...(file && { file }) })
  })
  return [...found.values()]
}
