import { join } from 'node:path'
import type { SiteBeyond } from '../../../posts/site-index.ts'
import { namesBelow } from '../../names-below.ts'
import { readNames } from '../../read-at-once.ts'
import { REDIRECT_FILES, redirectsIn, STATIC_REDIRECT_FILES } from '../../redirects.ts'

/** What a site has beyond its content and static files, by what lies in its folder; for links that seem to lead nowhere. */
export async function siteBeyond(
  root: string,
  site: { taxonomies: string[]; pagesAreKnown: boolean; written: string },
): Promise<SiteBeyond> {
  const themes = (await readNames(join(root, 'themes')).catch(() => [])).map((theme) => join(root, 'themes', theme))
  const layouts = await filesOf([root, ...themes].map((dir) => join(dir, 'layouts')))
  const files = await filesOf([
    join(root, 'assets'),
    ...themes.flatMap((dir) => ['static', 'assets'].map((name) => join(dir, name))),
  ])
  const hasUnseen = /"(?:imports|theme)":/i.test(site.written) && themes.length === 0
  const redirects = [redirectsIn(join(root, 'static'), STATIC_REDIRECT_FILES), redirectsIn(root, REDIRECT_FILES)]
  return {
    files: new Set(files),
    redirects: (await Promise.all(redirects)).flat(),
    taxonomies: site.taxonomies,
    linksAreRewritten: hasUnseen || IMPORTS.test(site.written) || layouts.some((file) => LINK_HOOK.test(file)),
    pagesAreKnown: site.pagesAreKnown,
  }
}

const IMPORTS = /"imports":/i
/** https://gohugo.io/render-hooks/links/ */
const LINK_HOOK = /(?:^|\/)_markup\/render-link\./

async function filesOf(dirs: string[]): Promise<string[]> {
  const found = await Promise.all(dirs.map(namesBelow))
  return found.flat().map((path) => path.normalize('NFC'))
}
