import type { ArchiveList } from '../../actions/archive.ts'
import type { ArchiveWords } from '../../words/words.ts'
import { Layout, type PageFrame } from './layout.tsx'

export interface ArchiveListing extends ArchiveList {
  frame: PageFrame
  words: ArchiveWords
}

/** At `archive/ID/`, which its links are relative to. */
export function ArchiveListPage({ frame, words, newsletter, feeds, editions }: ArchiveListing) {
  return (
    <Layout frame={{ ...frame, title: words.title(newsletter.title), alternates: feeds }}>
      <h1>{words.title(newsletter.title)}</h1>
      {editions.length === 0 && <p>{words.empty}</p>}
      <ol class="numbers">
        {editions.map(({ number, subject, date }) => (
          <li value={number}>
            <a href={`${number}/`} dir="auto">
              {subject}
            </a>
            <small>{words.sentOn(date)}</small>
          </li>
        ))}
      </ol>
    </Layout>
  )
}
