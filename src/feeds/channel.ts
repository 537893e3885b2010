import { createHash } from 'node:crypto'

/** What a feed is a feed of. */
export type ChannelKind = 'site' | 'section' | 'tag' | 'category' | 'language' | 'author' | 'newsletter'

export interface Channel {
  kind: ChannelKind
  /** As people write it: `R&D`. A language is its tag, a newsletter its id, the site ''. */
  name: string
}

/** Their folders, in the order in which they are listed. */
const FOLDERS: Record<ChannelKind, string> = {
  site: '',
  newsletter: 'newsletters',
  section: 'sections',
  category: 'categories',
  tag: 'tags',
  author: 'authors',
  language: 'languages',
}
export const CHANNEL_KINDS = Object.keys(FOLDERS) as ChannelKind[]

/**
 * Where a channel's documents lie below the output: `/`, `/tags/maps/`. It depends on the name alone and never on what
 * other names there are, so that no feed moves when a tag is added. A contract: readers poll these for years.
 */
export function channelFolder({ kind, name }: Channel): string {
  if (kind === 'site') return '/'
  // A language tag is plain, and known by its capitals: zh-Hant-TW.
  return `/${FOLDERS[kind]}/${kind === 'language' && PLAIN.test(name) ? name : slug(name)}/`
}

/** Names that are one channel, as they are one in a newsletter's selection and at Hugo: `Old Maps`, `old-maps`. */
export function channelKey(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .replace(/[\s-]+/g, '-')
}

/** Letters and digits of every script are a name in any file system and URL; a dot only between them (`node.js`). */
const PLAIN = /^[\p{L}\p{N}\p{M}_-]+(?:\.[\p{L}\p{N}\p{M}_-]+)*$/u
const LONGEST = 60

/**
 * A name that is more than that (`R&D`, `AC/DC`, `🎉`) or too long for a file keeps what can be read of it, and is told from others by
 * a hash behind `~`, which no plain name holds: no two names share a folder.
 */
function slug(name: string): string {
  const key = channelKey(name)
  if (PLAIN.test(key) && key.length <= LONGEST) return key
  const readable = Array.from(key.replace(/[^\p{L}\p{N}\p{M}]+/gu, '-'))
    .slice(0, LONGEST / 2)
    .join('')
    .replace(/^-|-$/g, '')
  return `${readable}~${createHash('sha256').update(key, 'utf16le').digest('hex').slice(0, 10)}`
}
