import { Layout, type PageFrame } from './layout.tsx'

export interface Home {
  frame: PageFrame
  newsletters: { id: string; title: string }[]
  feeds: { title: string; href: string }[]
  hasMailbox: boolean
}

export function HomePage({ frame, newsletters, feeds, hasMailbox }: Home) {
  return (
    <Layout frame={frame}>
      <h1>{frame.site.title}</h1>
      <h2>Newsletters</h2>
      <ul>
        {newsletters.map(({ id, title }) => (
          <li>
            <a href={`/archive/${id}/`}>{title}</a>
          </li>
        ))}
      </ul>
      <h2>Feeds</h2>
      <ul>
        {feeds.map(({ title, href }) => (
          <li>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ul>
      {hasMailbox && (
        <p>
          <a href="/mailbox/">The capture mailbox</a>
        </p>
      )}
    </Layout>
  )
}
