import { mapBounded } from '../../../config/map-bounded.ts'
import { isSectionFile } from '../../../posts/dialects/hugo/place.ts'
import { type Fields, fieldsOf } from '../../../posts/front-matter-fields.ts'
import { readText } from '../../read-text.ts'
import type { FoundFile } from '../../walk-folder.ts'

/** Files read at once. */
const READERS = 16

/**
 * The front matter of a site's section pages, by path below the site's folder: other pages inherit from it, so it is read before them.
 * One that cannot be read gives nothing; its problem is told when it is read as a page.
 */
export async function readSectionFields(places: ReadonlyMap<string, FoundFile>): Promise<Map<string, Fields>> {
  const sections = [...places].filter(([path]) => isSectionFile(path))
  if (sections.length === 0) return new Map()
  const { readFrontMatter } = await import('../../../posts/front-matter.ts')
  const read = await mapBounded(sections, READERS, async ([path, { absolute }]) => {
    const result = await readText(absolute, path)
    const data = 'text' in result ? readFrontMatter(result.text, path).data : {}
    return [path, fieldsOf(data)] as const
  })
  return new Map(read)
}
