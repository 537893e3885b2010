import type { WordingVersion } from '../../words/consent-wording.ts'
import type { SubscribeWords } from '../../words/words.ts'
import { Layout, type PageFrame } from '../pages/layout.tsx'
import { MailLink } from '../pages/mail-link.tsx'
import { SentencePage } from '../pages/sentence-page.tsx'

interface Said {
  frame: PageFrame
  words: SubscribeWords
}

/** What a GET shows. It changes nothing: mail scanners follow every link. */
export function ConfirmPage({
  frame,
  words,
  newsletters,
  wording,
}: Said & { newsletters: string; wording: WordingVersion }) {
  return (
    <Layout frame={{ ...frame, title: words.confirmTitle, isPrivate: true }}>
      <h1>{words.confirmTitle}</h1>
      <p>{words.question(newsletters)}</p>
      <form method="post" class="sign-up">
        <p class="facts">{words.consent[wording](newsletters)}</p>
        <p>
          <button type="submit">{words.confirm}</button>
        </p>
      </form>
    </Layout>
  )
}

export function ConfirmedPage({ frame, words, newsletters }: Said & { newsletters: string }) {
  return (
    <SentencePage frame={frame} title={words.confirmTitle} sentence={words.done(newsletters)}>
      <p>
        <a href={frame.site.url}>{words.back(frame.site.title)}</a>
      </p>
    </SentencePage>
  )
}

/** With the way to a new one. */
export function DeadLinkPage({ frame, words, sentence, writeTo }: Said & { sentence: string; writeTo?: string }) {
  return (
    <SentencePage frame={frame} title={words.confirmTitle} sentence={sentence}>
      <p>
        {writeTo ? (
          <MailLink address={writeTo} />
        ) : (
          <a href={`../subscribe?language=${encodeURIComponent(frame.language)}`}>{words.again}</a>
        )}
      </p>
    </SentencePage>
  )
}
