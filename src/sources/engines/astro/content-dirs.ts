import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AstroSite } from '../../../posts/dialects/astro/astro-site.ts'
import { isWithin } from '../../../posts/mounted-dir.ts'

/** Folders of collections and pages, from the site's: none that lies within another. */
export function contentDirsOf(root: string, { srcDir, collections }: AstroSite): string[] {
  const usual = [`${srcDir}/content`, `${srcDir}/pages`].filter((dir) => existsSync(join(root, dir)))
  const all = [...new Set([...usual, ...collections.all.map(({ base }) => base)])]
  return all.filter((dir) => !all.some((other) => other !== dir && isWithin(dir, other)))
}
