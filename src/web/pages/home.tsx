import type { ListedEdition } from '../../actions/archive-list.ts'
import type { AnnouncedFeed } from '../../feeds/announced-feed.ts'
import { CURRENT_WORDING } from '../../words/consent-wording.ts'
import type { Words } from '../../words/words.ts'
import { EmailField, Traps } from './fields.tsx'
import { Layout, type PageFrame } from './layout.tsx'

export interface Home {
  frame: PageFrame
  words: Pick<Words, 'web' | 'archive' | 'subscribe'>
  newsletters: { id: string; title: string }[]
  /** The newest number of each newsletter that has sent one. */
  latest: ListedEdition[]
  /** Whether numbers that were sent are shown to everybody. */
  isArchiveListed: boolean
  feeds: { title: string; href: string }[]
  /** The page that lists every feed. */
  feedsPage: string
  /** Feeds to announce: also the newsletters'. */
  announced: AnnouncedFeed[]
  hasMailbox: boolean
  /** Where anybody can sign up; `form`: where there is nothing to choose but to do so. */
  signUp?: { form?: QuickForm }
}

export interface QuickForm {
  newsletter: { id: string; title: string }
  language: string
  stamp: string
}

export function HomePage({ frame, words, newsletters, latest, isArchiveListed, signUp, ...more }: Home) {
  const { feeds, feedsPage, announced, hasMailbox } = more
  return (
    <Layout frame={{ ...frame, alternates: announced }} kind="nameplate">
      {frame.share?.description && (
        <p class="about" dir="auto">
          {frame.share.description}
        </p>
      )}
      {signUp && <SignUp words={words.subscribe} form={signUp.form} />}
      <h2>{words.web.newsletters}</h2>
      <ul class="rows">
        {newsletters.map(({ id, title }) => (
          <li>
            {isArchiveListed ? <a href={`archive/${id}/`}>{title}</a> : title}
            <Latest words={words.archive} edition={latest.find(({ newsletter }) => newsletter.id === id)} />
          </li>
        ))}
      </ul>
      {latest.length > 0 && (
        <p>
          <a href="archive/">{words.archive.everything}</a>
        </p>
      )}
      <h2>
        <a href={feedsPage}>{words.web.feeds}</a>
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
      {signUp?.form && <script type="module" src="subscribe/form.js" />}
    </Layout>
  )
}

function Latest({ words, edition }: { words: Words['archive']; edition: ListedEdition | undefined }) {
  if (!edition) return null
  return (
    <article class="h-entry latest">
      <a class="u-url p-name" href={`archive/${edition.newsletter.id}/${edition.number}/`} dir="auto">
        {edition.subject}
      </a>
      <small>
        <time class="dt-published" datetime={edition.day}>
          {words.sentOn(edition.date)}
        </time>
      </small>
      <ul class="posts">
        {edition.posts.map(({ title, url }) => (
          <li>
            <a href={url} dir="auto">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </article>
  )
}

/** Nothing of it needs a script, as on the page that it leads to. */
function SignUp({ words, form }: { words: Words['subscribe']; form?: QuickForm }) {
  if (!form)
    return (
      <p>
        <a class="button" href="subscribe">
          {words.title}
        </a>
      </p>
    )
  return (
    <form method="post" class="sign-up" action="subscribe">
      <EmailField label={words.email} describedBy="consent" isRequired />
      <input type="hidden" name="newsletter" value={form.newsletter.id} />
      <input type="hidden" name="language" value={form.language} />
      <Traps leaveEmpty={words.leaveEmpty} stamp={form.stamp} />
      <p id="consent" class="facts">
        {words.consent[CURRENT_WORDING](form.newsletter.title)}
      </p>
      <p>
        <button type="submit">{words.button}</button>
      </p>
    </form>
  )
}
