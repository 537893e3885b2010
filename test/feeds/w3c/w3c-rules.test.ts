import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CORPORA, hasCorpora } from '../../corpora.ts'
import { FAULTS, type Fault } from './findings.ts'
import { w3cFindings } from './w3c-rules.ts'

const FOLDER = join(CORPORA, 'feeds-w3c/testcases')

/** Elements and forms that documents of ours never have. */
const OTHERS = new RegExp(
  [
    '^atom/(?:must|should)/', // samples of Atom 0.3, carried over
    'cloud|textinput|skipdays|skiphours|source', // elements
    'bogus_|misplaced_element|xhtml_body|content-src|content_contains', // XHTML, and content elsewhere
    'blogChannel|_sy_|admin|trackback|rdf_', // namespaces
    'xml_double_encoded|xml_bad_encoding|invalid-namespace|invalid_namespace2', // other encodings, other names of namespaces
    'media/(?:duplicate|invalid_(?:category|copyright|credit|rating|restriction|text_lang|media_content_(?:channels|lang)))',
    '4\\.2\\.11/|self-blank|content-plain|category-label|link-title|generator-with-child', // attributes and children that are not written
    'datetime/everything|contains_import|html_in_item_description|isPermalink_true2|rss20_with_atom', // laxer or stricter than what is written here
    '_99999em|repeat_repeat|font_family_lucida', // finer points of inline styles, of which feeds here have none
  ].join('|'),
)

/** RSS 2.0 and Atom 1.0, and what extends them in our feeds. */
const samples = hasCorpora ? ['atom', 'rss20', 'rss', 'ext/media', 'ext/fh'].flatMap(samplesIn) : []

/** What the validator warns of, and does not call an error. */
const ADVICE: Fault[] = [
  'self',
  'not-canonical',
  'html',
  'relative',
  'order',
  'rel',
  'no-content',
  'image',
  'said-twice',
]

interface Sample {
  name: string
  text: string
  /** The validator's message; `Error` for any. */
  message: string
  isExpected: boolean
}

function samplesIn(folder: string): Sample[] {
  const files = readdirSync(join(FOLDER, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.xml'))
    .flatMap((file) => {
      const text = readFileSync(join(FOLDER, folder, file), 'utf8')
      const [, not, message] = /Expect: +(!?)(\w+)/.exec(text) ?? []
      const isOurs = /<rss[^>]*version=.2\.0|<(?:\w+:)?(?:feed|entry)[^>]*http:\/\/www\.w3\.org\/2005\/Atom/.test(text)
      return message && isOurs && !OTHERS.test(`${folder}/${file}`)
        ? [{ name: join(folder, file), text, message, isExpected: not === '' }]
        : []
    })
}

const faultsOf = (text: string) => w3cFindings(text).map(({ fault }) => fault)

describe.skipIf(!hasCorpora)("the checker on the W3C validator's own samples (skipped where they are missing)", () => {
  const bad = samples.filter(({ message, isExpected }) => isExpected && message in FAULTS)
  test.each(bad)('$name: $message is seen', ({ text, message }) => {
    expect(faultsOf(text)).toContain(FAULTS[message])
  })

  const good = samples.filter(({ message, isExpected }) => !isExpected && message in FAULTS)
  test.each(good)('$name: no $message', ({ text, message }) => {
    expect(faultsOf(text)).not.toContain(FAULTS[message])
  })

  const clean = samples.filter(({ message, isExpected }) => !isExpected && /^(?:Error|Warning)$/.test(message))
  test.each(clean)('$name: no $message', ({ text, message }) => {
    const found = w3cFindings(text).filter(({ fault }) => message === 'Warning' || !ADVICE.includes(fault))
    expect(found).toEqual([])
  })

  test('there are samples enough to go by', () => {
    expect([bad.length, good.length, clean.length]).toEqual([344, 119, 83])
  })
})
