import type { AboutAddressChange } from '../../actions/subscribers/address-change.ts'
import type { PreferencesWords } from '../../words/preferences-words.ts'
import { wordsFor } from '../../words/words-for.ts'
import { Layout, type PageFrame } from '../pages/layout.tsx'
import { SentencePage } from '../pages/sentence-page.tsx'

interface Said {
  frame: PageFrame
  words: PreferencesWords
}

/** What pages for a reader of this language are made with. */
export function saidIn(language: string, { frame }: Pick<Said, 'frame'>): Said {
  return { frame: { ...frame, language }, words: wordsFor(language).preferences }
}

/** For a link that is too old to show what belongs to somebody. */
export function StalePage({ frame, words }: Said) {
  return (
    <SentencePage frame={frame} title={words.title} sentence={words.stale}>
      <form method="post">
        <button type="submit" name="do" value="fresh">
          {words.fresh}
        </button>
      </form>
    </SentencePage>
  )
}

/** Says what it means, and has one button. */
export function ErasePage({ frame, words, token }: Said & { token: string }) {
  return (
    <Layout frame={{ ...frame, title: words.eraseTitle, isPrivate: true }}>
      <h1>{words.eraseTitle}</h1>
      <p>{words.eraseMeaning}</p>
      <form method="post">
        <button type="submit">{words.erase}</button>
      </form>
      <p>
        <a href={`../${token}`}>{words.back}</a>
      </p>
    </Layout>
  )
}

/** Of either address; the old one may say no. */
export function AskAddressPage({ frame, words, about }: Said & { about: AboutAddressChange }) {
  const title = words.changeAddress
  return (
    <Layout frame={{ ...frame, title, isPrivate: true }}>
      <h1>{title}</h1>
      <p>{about.side === 'new' ? words.questionNew(frame.site.title) : words.questionOld(about.address)}</p>
      <form method="post" class="steps">
        <button type="submit" name="do" value="agree">
          {words.agree}
        </button>
        {about.side === 'old' && (
          <button type="submit" class="second" name="do" value="call-off">
            {words.callOff}
          </button>
        )}
      </form>
    </Layout>
  )
}
