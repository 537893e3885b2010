import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { directionOf } from '../../bodies/direction.ts'
import type { AnnouncedFeed } from '../../feeds/announced-feed.ts'

export interface PageFrame {
  title: string
  /** BCP 47, of the words around the content. */
  language: string
  site: { title: string; url: string }
  /** templates/page.css, inlined: a page then needs no second request and no cache can hold an old one. */
  css: string
  /** Feeds to announce. */
  alternates?: AnnouncedFeed[]
  /** Pages about one person are for nobody else. */
  isPrivate?: boolean
  /** Search engines leave it out. */
  isUnlisted?: boolean
  /** What is shown of the page where somebody shares it; a page of a list that goes on has no address of its own. */
  share?: { url?: string; description?: string; image?: string }
}

/** `nameplate`: the home page, which bears the site's name as its own. `wide`: room for a mail. */
export type PageKind = 'nameplate' | 'wide'

/** The frame of each page. Its own links are relative, for web.url may have a path that a proxy takes away. */
export function Layout({ frame, kind, children }: { frame: PageFrame; kind?: PageKind; children?: Child }) {
  const name = <a href={frame.site.url}>{frame.site.title}</a>
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={frame.language} dir={directionOf(frame.language)}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          {(frame.isPrivate || frame.isUnlisted) && <meta name="robots" content="noindex" />}
          {frame.isPrivate && <meta name="referrer" content="no-referrer" />}
          <title>{frame.title}</title>
          {frame.share && <ShareTags frame={frame} share={frame.share} />}
          {frame.alternates?.map(({ type, url, title }) => (
            <link rel="alternate" type={type} href={url} title={title} />
          ))}
          <style>{raw(frame.css)}</style>
        </head>
        <body class={kind}>
          <header>{kind === 'nameplate' ? <h1>{name}</h1> : <p>{name}</p>}</header>
          <main>{children}</main>
        </body>
      </html>
    </>
  )
}

/** Open Graph (https://ogp.me), and what search engines show. */
function ShareTags({ frame, share }: { frame: PageFrame; share: NonNullable<PageFrame['share']> }) {
  const facts: Record<string, string | undefined> = {
    'og:type': 'website',
    'og:title': frame.title,
    'og:site_name': frame.site.title,
    'og:url': share.url,
    'og:description': share.description,
    'og:image': share.image,
  }
  return (
    <>
      {share.description && <meta name="description" content={share.description} />}
      {share.url && <link rel="canonical" href={share.url} />}
      {Object.entries(facts).map(([property, content]) => content && <meta property={property} content={content} />)}
    </>
  )
}
