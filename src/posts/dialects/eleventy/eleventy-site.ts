import type { MarkupSettings } from '../../markup-settings.ts'
import type { DataFiles } from './data-cascade.ts'

/** By which language templates in a file are read before Markdown is. */
export type TemplateLanguage = 'liquid' | 'njk' | 'none'

/** What of an Eleventy site's configuration is followed, with the defaults of Eleventy 3. Folders are from the site's. */
export interface EleventySite {
  input: string
  output: string
  /** Folders that hold no pages: includes, layouts, data. */
  includes: string
  layouts?: string
  data: string
  pathPrefix?: string
  /** The plugin that puts the path of the site before links that begin with a slash. */
  linksFromBase: boolean
  markdownTemplates: TemplateLanguage
  htmlTemplates: TemplateLanguage
  /** `addPassthroughCopy`: a folder, and where it stands on the site; undefined where it lies. */
  passthrough: { from: string; to?: string }[]
  usesGitIgnore: boolean
  /** `ignores.add`. */
  ignored: string[]
  /** What ends the excerpt at a post's head. */
  excerptSeparator?: string
  /** `addGlobalData`. */
  globalData: Record<string, unknown>
  markup: MarkupSettings
  /** What its configuration says in code, by the names of its settings. */
  code: string[]
}

/** A site whose address can be relied on, with its data. */
export interface BasedEleventySite extends EleventySite {
  /** Absolute, with a slash at the end. */
  baseUrl: string
  /** What the site stands below on its host: `/`, `/blog/`. */
  basePath: string
  language: string
  files: DataFiles
  /** `content.permalink`, for pages whose own address is code. */
  permalink?: string
}
