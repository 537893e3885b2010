import { BroadsheetError, failure } from '../config/problem.ts'
import { type ForeignFeed, readForeignFeed } from './foreign-feed.ts'

/** An entry of a feed that somebody else wrote. */
export interface ForeignEntry {
  /** By which readers know it: guid, id, or else its link. */
  id: string
  url?: string
  /** Plain text. */
  title: string
  /** As the feed has it, in RFC 822 or RFC 3339. */
  published?: string
}

/**
 * The entries of an RSS, Atom, RDF or JSON feed, in its order; those that nothing identifies are left out.
 * @param file as the person knows it
 * @throws BroadsheetError `feeds.foreign`
 */
export function readFeed(text: string, file: string): ForeignEntry[] {
  return foreignFeed(text, file).items.flatMap(({ id, url, title = '', published }) => {
    const known = id ?? url
    return known ? [{ id: known, title, ...(url && { url }), ...(published && { published }) }] : []
  })
}

/** @throws BroadsheetError `feeds.foreign` */
export function foreignFeed(text: string, file: string): ForeignFeed {
  try {
    return readForeignFeed(text)
  } catch {
    const hint = 'Give the address of the feed itself, not of a page, or a file in which it was saved.'
    throw new BroadsheetError(failure('feeds.foreign', 'This is not a feed that can be read.', { file, hint }))
  }
}
