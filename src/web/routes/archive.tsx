import { Hono } from 'hono'
import type { ArchiveList } from '../../actions/archive.ts'
import { POSTS_POLICY } from '../content-policy.ts'
import { type ArchiveListing, ArchiveListPage } from '../pages/archive.tsx'

export interface ArchiveRoutePorts {
  frame: ArchiveListing['frame']
  words: ArchiveListing['words']
  archiveList(newsletter: string): Promise<ArchiveList | undefined>
  /** The stored variant as a page, free of anybody's token; undefined for a number that was not sent. */
  archivePage(newsletter: string, number: number): Promise<string | undefined>
}

export function archiveRoute(ports: ArchiveRoutePorts): Hono {
  const route = new Hono()
  // Relative, for web.url may have a path that a proxy takes away. The home page lists the newsletters.
  route.get('/archive', (c) => c.redirect('./'))
  route.get('/archive/', (c) => c.redirect('../'))
  route.get('/archive/:newsletter', (c) => c.redirect(`${encodeURIComponent(c.req.param('newsletter'))}/`))
  route.get('/archive/:newsletter/:number{[1-9][0-9]{0,8}}', (c) => c.redirect(`${c.req.param('number')}/`))
  route.get('/archive/:newsletter/', async (c) => {
    const listing = await ports.archiveList(c.req.param('newsletter'))
    return listing ? c.html(<ArchiveListPage {...ports} {...listing} />) : c.notFound()
  })
  route.get('/archive/:newsletter/:number{[1-9][0-9]{0,8}}/', async (c) => {
    const html = await ports.archivePage(c.req.param('newsletter'), Number(c.req.param('number')))
    return html ? c.html(html, 200, { 'Content-Security-Policy': POSTS_POLICY }) : c.notFound()
  })
  return route
}
