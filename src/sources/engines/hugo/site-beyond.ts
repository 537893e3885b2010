import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SiteBeyond } from '../../../posts/site-index.ts'
import { posixPath } from '../../shown-path.ts'

/** What a site has beyond its content and static files, by what lies in its folder; for links that seem to lead nowhere. */
export async function siteBeyond(
  root: string,
  site: { taxonomies: string[]; pagesAreKnown: boolean; written: string },
): Promise<SiteBeyond> {
  const themes = (await namesIn(join(root, 'themes'))).map((theme) => join(root, 'themes', theme))
  const layouts = await filesOf([root, ...themes].map((dir) => join(dir, 'layouts')))
  const files = await filesOf([
    join(root, 'assets'),
    ...themes.flatMap((dir) => ['static', 'assets'].map((name) => join(dir, name))),
  ])
  const hasUnseen = /"(?:imports|theme)":/i.test(site.written) && themes.length === 0
  return {
    files: new Set(files),
    redirects: (await Promise.all(REDIRECTS.map((name) => redirectsIn(join(root, name))))).flat(),
    taxonomies: site.taxonomies,
    linksAreRewritten: hasUnseen || IMPORTS.test(site.written) || layouts.some((file) => LINK_HOOK.test(file)),
    pagesAreKnown: site.pagesAreKnown,
  }
}

const IMPORTS = /"imports":/i
/** https://gohugo.io/render-hooks/links/ */
const LINK_HOOK = /(?:^|\/)_markup\/render-link\./
/** Where hosts and web servers are told of redirects. */
const REDIRECTS = [
  'static/_redirects',
  'static/.htaccess',
  'static/staticwebapp.config.json',
  '_redirects',
  'netlify.toml',
  'vercel.json',
  'firebase.json',
]

/** Every path that is named there, up to its first placeholder: which of them lead on is the server's business. */
async function redirectsIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    if (/\b404\b/.test(line)) return []
    const paths = line.match(/(?<![\w.:/-])\^?\/[^\s"'<>,;]*/g) ?? []
    return paths.map((path) =>
      path
        .replace(/^\^/, '')
        .replace(/[*:([$\\{].*$/, '*')
        .toLowerCase(),
    )
  })
}

/** Below each folder, with forward slashes; what is not there or cannot be read holds nothing. */
async function filesOf(dirs: string[]): Promise<string[]> {
  const found = await Promise.all(dirs.map((dir) => readdir(dir, { recursive: true }).catch(() => [])))
  return found.flat().map((path) => posixPath(path).normalize('NFC'))
}

async function namesIn(dir: string): Promise<string[]> {
  return readdir(dir).catch(() => [])
}
