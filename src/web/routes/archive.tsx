import { type Context, Hono } from 'hono'
import type { ArchiveList, ArchiveRequest } from '../../actions/archive-list.ts'
import { POSTS_POLICY } from '../content-policy.ts'
import { type ArchiveListing, ArchiveListPage } from '../pages/archive.tsx'

export interface ArchiveRoutePorts {
  frame: ArchiveListing['frame']
  words: ArchiveListing['words']
  archiveList(request: ArchiveRequest): Promise<ArchiveList | undefined>
  /** The stored variant as a page, free of anybody's token; undefined for a number that was not sent. */
  archivePage(newsletter: string, number: number): Promise<string | undefined>
}

export function archiveRoute(ports: ArchiveRoutePorts): Hono {
  const route = new Hono()
  // Relative, for web.url may have a path that a proxy takes away.
  route.get('/archive', (c) => c.redirect('archive/'))
  route.get('/archive/:newsletter', (c) => c.redirect(`${encodeURIComponent(c.req.param('newsletter'))}/`))
  route.get('/archive/:newsletter/:number{[1-9][0-9]{0,8}}', (c) => c.redirect(`${c.req.param('number')}/`))
  route.get('/archive/', (c) => listPage(c, ports))
  route.get('/archive/:newsletter/', (c) => listPage(c, ports, c.req.param('newsletter')))
  route.get('/archive/:newsletter/:number{[1-9][0-9]{0,8}}/', async (c) => {
    const html = await ports.archivePage(c.req.param('newsletter'), Number(c.req.param('number')))
    return html ? c.html(html, 200, { 'Content-Security-Policy': POSTS_POLICY }) : c.notFound()
  })
  return route
}

async function listPage(c: Context, ports: ArchiveRoutePorts, newsletter?: string) {
  const listing = await ports.archiveList({ newsletter, query: c.req.query('q'), before: keyIn(c.req.query('before')) })
  return listing ? c.html(<ArchiveListPage {...ports} {...listing} />) : c.notFound()
}

/** What is no key begins at the newest, as without one. */
function keyIn(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}
