import type { Leaving } from '../../actions/unsubscribe.ts'
import type { UnsubscribeWords } from '../../words/words.ts'
import { Layout, type PageFrame } from './layout.tsx'
import { MailLink } from './mail-link.tsx'
import { SentencePage } from './sentence-page.tsx'

interface Said {
  frame: PageFrame
  words: UnsubscribeWords
}

/** What a GET shows. It changes nothing: mail scanners follow every link. */
export function AskPage({ frame, words, leaving }: Said & { leaving: Leaving }) {
  return (
    <Layout frame={{ ...frame, title: words.title, isPrivate: true }}>
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
    <SentencePage frame={frame} title={words.title} sentence={words.done(newsletters)}>
      <Undo words={words} undo={undo} />
      {hasOthers && <All words={words} />}
    </SentencePage>
  )
}

export function BackPage({ frame, words, newsletters }: Said & { newsletters: string }) {
  return <SentencePage frame={frame} title={words.title} sentence={words.resubscribed(newsletters)} />
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
    <SentencePage frame={frame} title={words.title} sentence={words.brokenLink}>
      {writeTo && (
        <p>
          {words.orWriteTo} <MailLink address={writeTo} />
        </p>
      )}
    </SentencePage>
  )
}

/** For a good link of somebody who left, or is no longer known. */
export function NotSubscribedPage({ frame, words, leaving }: Said & { leaving?: Leaving }) {
  return (
    <SentencePage frame={frame} title={words.title} sentence={words.notSubscribed}>
      {leaving?.mayTakeBack && <Undo words={words} undo="back" />}
      {leaving && leaving.others.length > 0 && <All words={words} />}
    </SentencePage>
  )
}

/** For the inert link of a test mail. */
export function TestLinkPage({ frame, words }: Said) {
  return <SentencePage frame={frame} title={words.title} sentence={words.testLink} />
}
