import type { ArchiveList, ListedEdition } from '../../actions/archive-list.ts'
import { MOST_QUERY, markedText } from '../../editions/search-words.ts'
import type { ArchiveWords } from '../../words/words.ts'
import { Layout, type PageFrame } from './layout.tsx'

export interface ArchiveListing extends ArchiveList {
  frame: PageFrame
  words: ArchiveWords
}

/** At `archive/` or `archive/ID/`, which its links are relative to. */
export function ArchiveListPage({ frame, words, newsletter, feeds, isListed, ...list }: ArchiveListing) {
  const { editions, query, before, isNewest } = list
  const all = newsletter ? words.title(newsletter.title) : words.everything
  const title = query === undefined ? all : words.found(query)
  const isUnlisted = !isListed || query !== undefined
  const hasOlder = before !== undefined
  return (
    <Layout frame={{ ...frame, title, alternates: feeds, isUnlisted, share: {} }}>
      <h1 dir="auto">{title}</h1>
      {(editions.length > 0 || query !== undefined) && <SearchForm words={words} query={query} />}
      {editions.length === 0 && <p role="status">{query === undefined ? words.empty : words.nothingFound(query)}</p>}
      {editions.length > 0 && (
        <ol class="numbers">
          {editions.map((edition) => (
            <Row words={words} edition={edition} query={query} isOfOne={newsletter !== undefined} />
          ))}
        </ol>
      )}
      {(hasOlder || !isNewest || query !== undefined || newsletter) && (
        <nav class="facts">
          {hasOlder && (
            <a rel="next" href={pageHref(query, before)}>
              {words.older}
            </a>
          )}
          {!isNewest && <a href={pageHref(query)}>{words.toNewest}</a>}
          {query !== undefined && <a href="./">{all}</a>}
          {newsletter && <a href="../">{words.everything}</a>}
        </nav>
      )}
    </Layout>
  )
}

interface RowProps {
  words: ArchiveWords
  edition: ListedEdition
  query?: string
  /** In a list of one newsletter, whose title stands above. */
  isOfOne: boolean
}

function Row({ words, edition: { newsletter, number, subject, date, day, posts }, query, isOfOne }: RowProps) {
  return (
    <li class="h-entry" {...(isOfOne && { value: number })}>
      <a class="u-url p-name" href={isOfOne ? `${number}/` : `${newsletter.id}/${number}/`} dir="auto">
        <Marked text={subject} query={query} />
      </a>
      <small>
        {!isOfOne && <bdi>{newsletter.title}</bdi>}
        {!isOfOne && ' · '}
        <time class="dt-published" datetime={day}>
          {words.sentOn(date)}
        </time>
      </small>
      {posts.length > 0 && (
        <ul class="posts">
          {posts.map(({ title, url }) => (
            <li>
              <a href={url} dir="auto">
                <Marked text={title} query={query} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function Marked({ text, query }: { text: string; query?: string }) {
  if (query === undefined) return <>{text}</>
  return <>{markedText(text, query).map((piece) => (piece.isMarked ? <mark>{piece.text}</mark> : piece.text))}</>
}

function SearchForm({ words, query }: { words: ArchiveWords; query?: string }) {
  return (
    <search>
      <form class="search" action="./">
        <input
          type="search"
          name="q"
          value={query}
          maxlength={MOST_QUERY}
          aria-label={words.search}
          dir="auto"
          required
        />
        <button type="submit">{words.search}</button>
      </form>
    </search>
  )
}

function pageHref(query: string | undefined, before?: number): string {
  const asked = new URLSearchParams({
    ...(query !== undefined && { q: query }),
    ...(before && { before: `${before}` }),
  })
  return asked.size === 0 ? './' : `?${asked}`
}
