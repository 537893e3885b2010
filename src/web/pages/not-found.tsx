import { Layout, type PageFrame } from './layout.tsx'

export function NotFoundPage({ frame }: { frame: PageFrame }) {
  return (
    <Layout frame={{ ...frame, title: '404', isPrivate: true }}>
      <h1>404</h1>
      <p>There is nothing at this address.</p>
    </Layout>
  )
}
