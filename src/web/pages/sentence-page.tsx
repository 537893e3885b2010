import type { Child } from 'hono/jsx'
import { Layout, type PageFrame } from './layout.tsx'

interface SentencePageProps {
  frame: PageFrame
  title: string
  sentence: string
  children?: Child
}

/** About one person: one sentence, and what may be done about it. */
export function SentencePage({ frame, title, sentence, children }: SentencePageProps) {
  return (
    <Layout frame={{ ...frame, title, isPrivate: true }}>
      <h1>{title}</h1>
      <p role="status">{sentence}</p>
      {children}
    </Layout>
  )
}
