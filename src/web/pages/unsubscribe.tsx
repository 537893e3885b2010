import type { UnsubscribeWords } from '../../words/words.ts'
import { Layout, type PageFrame } from './layout.tsx'

interface Said {
  frame: PageFrame
  words: UnsubscribeWords
}

interface Asked extends Said {
  newsletter: string
}

/** What a GET shows. It changes nothing: mail scanners follow every link. */
export function AskPage({ frame, words, newsletter }: Asked) {
  return (
    <Layout frame={privately(frame, words)}>
      <h1>{words.title}</h1>
      <p>{words.question(newsletter)}</p>
      <form method="post">
        <button type="submit">{words.button}</button>
      </form>
    </Layout>
  )
}

export function DonePage({ frame, words, newsletter }: Asked) {
  return <StatusPage frame={frame} words={words} sentence={words.done(newsletter)} />
}

/** With two ways out: the newest mail's own link, and a person. */
export function BrokenLinkPage({ frame, words, writeTo }: Said & { writeTo?: string }) {
  return (
    <Layout frame={privately(frame, words)}>
      <h1>{words.title}</h1>
      <p role="status">{words.brokenLink}</p>
      {writeTo && (
        <p>
          {words.orWriteTo} <a href={`mailto:${encodeURI(writeTo)}`}>{writeTo}</a>
        </p>
      )}
    </Layout>
  )
}

/** For a good link of somebody who left, or is no longer known. */
export function NotSubscribedPage({ frame, words }: Said) {
  return <StatusPage frame={frame} words={words} sentence={words.notSubscribed} />
}

/** For the inert link of a test mail. */
export function TestLinkPage({ frame, words }: Said) {
  return <StatusPage frame={frame} words={words} sentence={words.testLink} />
}

function StatusPage({ frame, words, sentence }: Said & { sentence: string }) {
  return (
    <Layout frame={privately(frame, words)}>
      <h1>{words.title}</h1>
      <p role="status">{sentence}</p>
    </Layout>
  )
}

function privately(frame: PageFrame, { title }: UnsubscribeWords): PageFrame {
  return { ...frame, title, isPrivate: true }
}
