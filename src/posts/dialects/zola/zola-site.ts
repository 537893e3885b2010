import { isMap } from '../../../config/is-map.ts'
import { asText, type Fields, fieldsOf, flagField, listField, mapField, textField } from '../../front-matter-fields.ts'

/** What of Zola's configuration is followed here. */
export interface ZolaSite {
  /** As written. */
  baseUrl?: string
  title?: string
  description?: string
  author?: string
  defaultLanguage: string
  /** The others. */
  languages: string[]
  slugify: SlugMode
  keepsDates: boolean
  ignored: string[]
  markdown: Fields
  extra: Record<string, unknown>
}

export type SlugMode = 'on' | 'safe' | 'off'

export function zolaSite(config: Record<string, unknown>): ZolaSite {
  const fields = fieldsOf(config)
  const slugify = mapField(fields, 'slugify')
  const paths = textField(slugify, 'paths')
  const known = {
    baseUrl: textField(fields, 'base_url'),
    title: textField(fields, 'title'),
    description: textField(fields, 'description'),
    author: asText(fields.get('author')),
  }
  const extra = config.extra
  return {
    ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Partial<
      typeof known & Record<string, string>
    >),
    defaultLanguage: textField(fields, 'default_language') ?? 'en',
    languages: [...mapField(fields, 'languages').keys()],
    slugify: paths === 'safe' || paths === 'off' ? paths : 'on',
    keepsDates: flagField(slugify, 'paths_keep_dates') ?? false,
    ignored: listField(fields, 'ignored_content'),
    markdown: mapField(fields, 'markdown'),
    extra: isMap(extra) ? { ...extra } : {},
  }
}
