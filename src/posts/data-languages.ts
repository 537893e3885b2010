import { parse as parseToml, TomlDate, TomlError } from 'smol-toml'
import type { Document, Tags } from 'yaml'
import { isTooDeep, MAX_DATA_DEPTH, TOO_DEEP } from './data-depth.ts'
import type { SyntaxFault } from './syntax-fault.ts'
import { type YamlDialect, yamlDocument } from './yaml-document.ts'

/** Text that is not what its language allows, with every place that says so. */
export class DataSyntaxError extends Error {
  readonly faults: SyntaxFault[]

  constructor(faults: SyntaxFault[]) {
    super(faults.map((fault) => fault.message).join('; '))
    this.faults = faults
  }
}

/**
 * YAML → plain values. Numbers and dates stay the text they were written as: a title `007` keeps its zeros
 * and a date its offset. Of keys that stand twice the last counts, as in Hugo; `repeated` is told of each. Throws DataSyntaxError.
 */
export function readYaml(text: string, repeated?: TellRepeated): unknown {
  return readYamlAs(text, { schema: 'core', customTags: dropNumbers }, repeated)
}

/** JSON → plain values, read as the part of YAML that JSON is, which finds duplicate keys and names lines. Throws DataSyntaxError. */
export function readJson(text: string, repeated?: TellRepeated): unknown {
  return readYamlAs(text, { schema: 'json', customTags: (tags) => tags }, repeated)
}

/** TOML → plain values; a date becomes the text it was written as. Throws DataSyntaxError. */
export function readToml(text: string): unknown {
  return datesAsWritten(notTooDeep(parsedToml(text)))
}

function parsedToml(text: string): unknown {
  try {
    return parseToml(text, { maxDepth: MAX_DATA_DEPTH })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const message = (error.message.split('\n')[0] ?? '').replace('Invalid TOML document: ', '')
    throw new DataSyntaxError([{ message, line: error.line, column: error.column }])
  }
}

/** Told of a key that stands again, with its line. */
export type TellRepeated = (key: SyntaxFault) => void

function readYamlAs(text: string, dialect: YamlDialect, repeated?: TellRepeated): unknown {
  const asWritten = yamlDocument(text, dialect)
  const read = 'document' in asWritten ? asWritten : yamlDocument(withIndentedQuotes(text), dialect)
  if (!('document' in read)) throw new DataSyntaxError('faults' in asWritten ? asWritten.faults : read.faults)
  if (repeated) for (const key of read.repeated) repeated(key)
  return expand(read.document)
}

/** `key: "…` or `- "…` that is closed in a later line. */
const LONG_QUOTE =
  /^([ \t]*(?:- +)*)((?:[\w.-]+|"[^"\n]{1,200}"|'[^'\n]{1,200}')[ \t]*:[ \t]+)?("(?:[^"\\]|\\.){0,5000}"|'[^']{0,5000}')[ \t]*$/gms

/** A quotation that goes on further left than it may, as Hugo's reader lets it, and YAML does not (YAML 1.2 §7.3). */
function withIndentedQuotes(text: string): string {
  return text.replace(LONG_QUOTE, (whole, before: string, key = '', quote: string) => {
    if (key === '' && !before.includes('-')) return whole
    return before + key + quote.replace(/\n[ \t]*(?=[^\s])/g, `\n${' '.repeat(before.length + 2)}`)
  })
}

/** Aliases are expanded here: the library stops at the hundredfold, so that a small file cannot fill the memory. */
function expand(document: Document): unknown {
  try {
    return notTooDeep(document.toJS())
  } catch (error) {
    if (error instanceof DataSyntaxError) throw error
    throw new DataSyntaxError([{ message: (error as Error).message }])
  }
}

function notTooDeep(value: unknown): unknown {
  if (isTooDeep(value)) throw new DataSyntaxError([{ message: TOO_DEEP }])
  return value
}

const NUMBER_TAGS = new Set(['tag:yaml.org,2002:int', 'tag:yaml.org,2002:float'])

function dropNumbers(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !NUMBER_TAGS.has(tag.tag))
}

function datesAsWritten(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString()
  if (Array.isArray(value)) return value.map(datesAsWritten)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, datesAsWritten(inner)]))
}
