import type { UnsubscribeWords } from '../../words/words.ts'
import { Layout, type PageFrame } from './layout.tsx'

interface Asked {
  frame: PageFrame
  words: UnsubscribeWords
  newsletter: string
}

/** What a GET shows. It changes nothing: mail scanners follow every link. */
export function AskPage({ frame, words, newsletter }: Asked) {
  return (
    <Layout frame={{ ...frame, title: words.title, isPrivate: true }}>
      <h1>{words.title}</h1>
      <p>{words.question(newsletter)}</p>
      <form method="post">
        <button type="submit">{words.button}</button>
      </form>
    </Layout>
  )
}

export function DonePage({ frame, words, newsletter }: Asked) {
  return (
    <Layout frame={{ ...frame, title: words.title, isPrivate: true }}>
      <h1>{words.title}</h1>
      <p role="status">{words.done(newsletter)}</p>
    </Layout>
  )
}

export function NotSubscribedPage({ frame, words }: Omit<Asked, 'newsletter'>) {
  return (
    <Layout frame={{ ...frame, title: words.title, isPrivate: true }}>
      <h1>{words.title}</h1>
      <p>{words.notSubscribed}</p>
    </Layout>
  )
}
