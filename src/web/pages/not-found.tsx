import type { WebWords } from '../../words/words.ts'
import { Layout, type PageFrame } from './layout.tsx'

export function NotFoundPage({ frame, words }: { frame: PageFrame; words: WebWords }) {
  return (
    <Layout frame={{ ...frame, title: '404', isPrivate: true }}>
      <h1>404</h1>
      <p>{words.notFound}</p>
    </Layout>
  )
}
