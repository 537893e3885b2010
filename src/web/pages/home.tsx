import type { AnnouncedFeed } from '../../feeds/announced-feed.ts'
import type { WebWords } from '../../words/words.ts'
import { Layout, type PageFrame } from './layout.tsx'

export interface Home {
  frame: PageFrame
  words: WebWords
  newsletters: { id: string; title: string }[]
  feeds: { title: string; href: string }[]
  /** The page that lists every feed. */
  feedsPage: string
  /** Feeds to announce: also the newsletters'. */
  announced: AnnouncedFeed[]
  hasMailbox: boolean
  /** The label of a link to sign up, where anybody can. */
  subscribe?: string
}

export function HomePage({ frame, words, newsletters, feeds, feedsPage, announced, hasMailbox, subscribe }: Home) {
  return (
    <Layout frame={{ ...frame, alternates: announced }} kind="nameplate">
      <h2>{words.newsletters}</h2>
      <ul class="rows">
        {newsletters.map(({ id, title }) => (
          <li>
            <a href={`archive/${id}/`}>{title}</a>
          </li>
        ))}
      </ul>
      {subscribe && (
        <p>
          <a href="subscribe">{subscribe}</a>
        </p>
      )}
      <h2>
        <a href={feedsPage}>{words.feeds}</a>
      </h2>
      <ul class="inline">
        {feeds.map(({ title, href }) => (
          <li>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ul>
      {hasMailbox && (
        <footer lang="en" dir="ltr">
          Mails go into a <a href="mailbox/">test mailbox</a> and nowhere else.
        </footer>
      )}
    </Layout>
  )
}
