import type { SiteFacts } from '../../../config/starter-config.ts'
import { isDated } from '../../../posts/dialects/astro/astro-dialect.ts'
import type { AstroSite } from '../../../posts/dialects/astro/astro-site.ts'
import { type JsValue, jsAt, jsModule, jsText } from '../../../posts/dialects/astro/js-values.ts'
import { isWithin } from '../../../posts/mounted-dir.ts'
import { namesBelow } from '../../names-below.ts'
import { baseUrlOf } from './base-url.ts'
import { contentDirsOf } from './content-dirs.ts'
import { textOf } from './read-site.ts'

/** Where sites keep who they are, each in a way of its own. */
const FILES = ['consts', 'constants', 'config', 'site.config', 'site-config', 'siteConfig', 'data/site', 'site']
const ENDINGS = ['ts', 'js', 'mjs']
/** Of several collections, those that hold the posts. */
const POSTS = /^(?:blog|posts?|articles?|news|writing|essays|journal)$/i

/** What a first broadsheet.toml takes from an Astro site. */
export async function siteFacts(dir: string, site: AstroSite): Promise<SiteFacts> {
  const said = await whoItIs(dir, site)
  const baseUrl = baseUrlOf(site) ?? said.baseUrl
  const language = said.language ?? site.locales.get(site.defaultLocale ?? '') ?? site.defaultLocale
  const names = await collectionNames(dir, site)
  const posts = names.filter((name) => POSTS.test(name))
  const isFew = posts.length > 0 && posts.length < names.length
  const note = 'the collections that look like posts'
  return {
    dialect: 'astro',
    ...(said.title && { title: said.title }),
    ...(baseUrl && { baseUrl }),
    ...(said.description && { description: said.description }),
    ...(said.author && { author: { name: said.author } }),
    ...(language && { language }),
    ...(said.timeZone && { timeZone: said.timeZone }),
    ...(isFew && { sections: { names: posts, note, reason: note } }),
    contentDir: await contentDirOf(dir, site),
    staticDirs: [site.publicDir],
    outDir: site.outDir,
  }
}

/** The folder that holds all of the site's posts. */
async function contentDirOf(dir: string, site: AstroSite): Promise<string> {
  const content = `${site.srcDir}/content`
  const pages = `${site.srcDir}/pages`
  const dated = await hasDatedPages(dir, pages)
  const dirs = contentDirsOf(dir, site).filter((each) => each !== pages || dated)
  const within = [content, site.srcDir].find((folder) => dirs.every((each) => isWithin(each, folder)))
  return (dirs.length === 1 ? dirs[0] : within) || '.'
}

const MOST_LOOKED_AT = 300

async function hasDatedPages(dir: string, pages: string): Promise<boolean> {
  const names = (await namesBelow(`${dir}/${pages}`)).filter((name) => /\.mdx?$/.test(name)).slice(0, MOST_LOOKED_AT)
  for (const name of names) if (isDated(await textOf(dir, `${pages}/${name}`))) return true
  return false
}

async function collectionNames(dir: string, { srcDir, collections }: AstroSite): Promise<string[]> {
  const files = await namesBelow(`${dir}/${srcDir}/content`)
  const folders = files.flatMap((file) =>
    /\.mdx?$/.test(file) && file.includes('/') ? (file.split('/')[0] ?? []) : [],
  )
  const listed = collections.all.map(({ name }) => name)
  const isKnown = (name: string) => collections.all.some(({ base }) => base === `${srcDir}/content/${name}`)
  return [...new Set([...listed, ...folders.filter((name) => !isKnown(name))])]
}

interface Said {
  title?: string
  description?: string
  baseUrl?: string
  author?: string
  language?: string
  timeZone?: string
}

const KEYS: Record<keyof Said, string[]> = {
  title: ['title', 'name', 'siteName'],
  description: ['description', 'desc'],
  baseUrl: ['website', 'url', 'siteUrl', 'site', 'href'],
  author: ['author', 'authorName'],
  language: ['lang', 'language', 'locale'],
  timeZone: ['timezone', 'timeZone'],
}

async function whoItIs(dir: string, { srcDir }: AstroSite): Promise<Said> {
  for (const file of FILES.flatMap((name) => ENDINGS.map((ending) => `${srcDir}/${name}.${ending}`))) {
    const text = await textOf(dir, file)
    if (text === '') continue
    const { constants, exported } = jsModule(text)
    const maps: JsValue[] = [...constants].flatMap(([name, value]) => (/site|config|blog/i.test(name) ? [value] : []))
    const said = Object.fromEntries(
      Object.entries(KEYS).flatMap(([fact, keys]) => {
        const value = keys.map((key) => sayingOf(key, [...maps, exported], constants)).find(Boolean)
        return value ? [[fact, value]] : []
      }),
    )
    if (said.title !== undefined) return said
  }
  return {}
}

/** `SITE.title`, `siteConfig.title` or `SITE_TITLE`. */
function sayingOf(key: string, maps: (JsValue | undefined)[], constants: ReadonlyMap<string, JsValue>) {
  const inMaps = maps.map((map) => jsText(jsAt(map, key)) ?? jsText(jsAt(map, key, 'name'))).find(Boolean)
  return inMaps ?? jsText(constants.get(`SITE_${key.toUpperCase()}`))
}
