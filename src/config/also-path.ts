/** A file name in each segment, none of which hides or climbs: `/index.xml`, `/blog/atom.xml`. */
const FILE_PATH = /^(?:\/(?!\.)[^/?#%\\:*"<>|\s]+)+$/

/** What Broadsheet writes itself. */
const OWN =
  /^\/(?:opml\.xml|feed\.css|(?:(?:pages|tags|sections|categories|authors|languages|newsletters)\/.*)?(?:feed\.xml|atom\.xml|feed\.json)|(?:feeds|archive)\/(?:.*\/)?(?:index\.html|feeds\.json))$/

const OF_EVERY_SITE = ['/feed.xml', '/atom.xml', '/feed.json', '/opml.xml', '/feed.css', '/feeds/']

/** Feeds, their lists and their style, which are always there. */
export function isFeedOfEverySite(path: string): boolean {
  return OF_EVERY_SITE.includes(path)
}

/** Whether a feed may be written there besides: `/index.xml`, but no folder and not where another file of ours is. */
export function isAlsoPath(path: string): boolean {
  return FILE_PATH.test(path) && !OWN.test(path)
}
