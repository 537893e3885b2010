import type { Element, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { directionOf } from '../bodies/direction.ts'
import { element } from '../posts/element.ts'
import { FEED_CONTENT_TYPES, FEED_FORMATS } from './feed-paths.ts'
import type { FeedGroup, ListedFeed } from './listed-feed.ts'

export interface FeedsPage {
  site: { title: string; url: string }
  /** BCP 47, of the words. */
  language: string
  words: { title: string; about: string; howTo: string; openIn: string; ownReader: string; opml: string }
  opmlUrl: string
  groups: FeedGroup[]
  css: string
}

const FORMAT_NAMES = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' }

/** The page that lists every feed, with links that subscribe in common readers: plain links, no script. */
export function feedsPage(page: FeedsPage): string {
  const html = element('html', { lang: page.language, dir: directionOf(page.language) }, [
    element('head', {}, headOf(page)),
    element('body', {}, [
      element('header', {}, [element('p', {}, [element('a', { href: page.site.url }, [page.site.title])])]),
      element('main', {}, [
        element('h1', {}, [page.words.title]),
        element('p', {}, [`${page.words.about} ${page.words.howTo}`]),
        ...page.groups.flatMap((group) => groupOf(group, page)),
        element('footer', {}, [element('a', { href: page.opmlUrl }, [page.words.opml])]),
      ]),
    ]),
  ])
  const document: Root = { type: 'root', children: [{ type: 'doctype' }, html] }
  return `${toHtml(document)}\n`
}

function headOf({ site, words, groups, css }: FeedsPage): Element[] {
  const whole = groups.flatMap(({ feeds }) => feeds).filter(({ kind }) => kind === 'site')
  return [
    element('meta', { charSet: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, [`${words.title} · ${site.title}`]),
    ...whole.flatMap(({ title, urls }) =>
      FEED_FORMATS.map((format) => {
        const type = FEED_CONTENT_TYPES[format].split(';')[0]
        return element('link', { rel: ['alternate'], type, title, href: urls[format] })
      }),
    ),
    element('style', {}, [css]),
  ]
}

function groupOf({ heading, feeds }: FeedGroup, { words }: FeedsPage): Element[] {
  return [
    element('h2', {}, [heading]),
    element(
      'ul',
      { className: ['rows'] },
      feeds.map((feed) => element('li', {}, [element('strong', {}, [feed.label]), ...linksOf(feed, words)])),
    ),
  ]
}

function linksOf({ urls }: ListedFeed, words: FeedsPage['words']): Element[] {
  const formats = FEED_FORMATS.map((format) => link(urls[format], FORMAT_NAMES[format]))
  const readers = READERS.map(({ name, subscribe }) => link(subscribe(urls.rss), name))
  const own = link(`feed:${urls.rss}`, words.ownReader)
  return [
    element('ul', { className: ['inline'] }, formats),
    element('details', {}, [
      element('summary', {}, [`${words.openIn} …`]),
      element('ul', { className: ['inline'] }, [...readers, own]),
    ]),
  ]
}

/** Where each asks to be sent who wants to subscribe. `feed:` opens NetNewsWire and whatever else is on the device. */
const READERS: { name: string; subscribe(url: string): string }[] = [
  {
    name: 'Feedly',
    subscribe: (url) => `https://feedly.com/i/subscription/${encodeURIComponent('feed/')}${encodeURIComponent(url)}`,
  },
  { name: 'Inoreader', subscribe: (url) => `https://www.inoreader.com/?add_feed=${encodeURIComponent(url)}` },
  { name: 'NewsBlur', subscribe: (url) => `https://www.newsblur.com/?url=${encodeURIComponent(url)}` },
  {
    name: 'The Old Reader',
    subscribe: (url) => `https://theoldreader.com/feeds/subscribe?url=${encodeURIComponent(url)}`,
  },
]

function link(href: string, label: string): Element {
  return element('li', {}, [element('a', { href }, [label])])
}
