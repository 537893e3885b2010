/** A file name in each segment, none of which hides or climbs: `/index.xml`, `/blog/atom.xml`. */
const FILE_PATH = /^(?:\/(?!\.)[^/?#%\\:*"<>|\s]+)+$/

/** What Broadsheet writes itself. */
const OWN =
  /^\/(?:opml\.xml|feed\.css|(?:(?:pages|tags|sections|categories|authors|languages|newsletters)\/.*)?(?:feed\.xml|atom\.xml|feed\.json)|(?:feeds|archive)\/(?:.*\/)?(?:index\.html|feeds\.json))$/

/** Whether a feed may be written there besides: `/index.xml`, but no folder and not where another file of ours is. */
export function isAlsoPath(path: string): boolean {
  return FILE_PATH.test(path) && !OWN.test(path)
}
