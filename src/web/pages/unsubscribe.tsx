import type { Leaving } from '../../actions/unsubscribe.ts'
import type { UnsubscribeWords } from '../../words/words.ts'
import { Layout, type PageFrame } from './layout.tsx'

interface Said {
  frame: PageFrame
  words: UnsubscribeWords
}

/** What a GET shows. It changes nothing: mail scanners follow every link. */
export function AskPage({ frame, words, leaving }: Said & { leaving: Leaving }) {
  return (
    <Layout frame={privately(frame, words)}>
      <h1>{words.title}</h1>
      <p>{words.question(leaving.newsletterTitle)}</p>
      <form method="post">
        <button type="submit">{words.button}</button>
      </form>
      {leaving.others.length > 0 && <All words={words} />}
    </Layout>
  )
}

interface Done extends Said {
  newsletters: string
  /** What the button that takes it back asks for. */
  undo: 'back' | 'all-back'
  hasOthers?: boolean
}

/** With the way back, on the same page, and the way out of all. */
export function DonePage({ frame, words, newsletters, undo, hasOthers }: Done) {
  return (
    <Layout frame={privately(frame, words)}>
      <h1>{words.title}</h1>
      <p role="status">{words.done(newsletters)}</p>
      <Undo words={words} undo={undo} />
      {hasOthers && <All words={words} />}
    </Layout>
  )
}

export function BackPage({ frame, words, newsletters }: Said & { newsletters: string }) {
  return <StatusPage frame={frame} words={words} sentence={words.resubscribed(newsletters)} />
}

function Undo({ words, undo }: Pick<Done, 'words' | 'undo'>) {
  return (
    <form method="post">
      <p>{words.changedMind}</p>
      <button type="submit" class="second" name="do" value={undo}>
        {words.resubscribe}
      </button>
    </form>
  )
}

function All({ words }: Pick<Said, 'words'>) {
  return (
    <form method="post">
      <p>
        <button type="submit" class="second" name="do" value="all">
          {words.all}
        </button>
      </p>
    </form>
  )
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
export function NotSubscribedPage({ frame, words, leaving }: Said & { leaving?: Leaving }) {
  return (
    <Layout frame={privately(frame, words)}>
      <h1>{words.title}</h1>
      <p role="status">{words.notSubscribed}</p>
      {leaving?.mayTakeBack && <Undo words={words} undo="back" />}
      {leaving && leaving.others.length > 0 && <All words={words} />}
    </Layout>
  )
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
