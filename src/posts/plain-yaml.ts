import yaml from 'js-yaml'

const NOTHING = new yaml.Type('tag:yaml.org,2002:null', {
  kind: 'scalar',
  resolve: (text) => /^(?:~|null|Null|NULL)$/.test(text),
  construct: () => null,
})
const YES_OR_NO = new yaml.Type('tag:yaml.org,2002:bool', {
  kind: 'scalar',
  resolve: (text) => /^(?:true|True|TRUE|false|False|FALSE)$/.test(text),
  construct: (text) => /^t/i.test(text),
})
/** YAML 1.2's core schema, but that numbers stay text, as readYaml has it. */
const SCHEMA = new yaml.Schema({ include: [yaml.FAILSAFE_SCHEMA], implicit: [NOTHING, YES_OR_NO] })

/** Longer front matter is rare, and need not be quick. */
const MAX_LENGTH = 10_000

/**
 * YAML of the plainest kind, as nearly all front matter is: a line a value, and lists and maps one level deep. What is of another kind, or
 * wrong, is undefined, and left to the library that tells every mistake and its line. The one that gray-matter is made for takes a sixth
 * of the other's time, which was a quarter of all that a page took.
 */
export function readPlainYaml(text: string): unknown {
  if (text.length > MAX_LENGTH || !PLAIN.test(text)) return undefined
  try {
    return yaml.safeLoad(text, { schema: SCHEMA })
  } catch {
    return undefined
  }
}

const KEY = String.raw`(?!(?:null|true|false) *:|__)[a-z_][\w-]*`
const QUOTED = String.raw`"[^"\\\n\r]*"|'[^'\n\r]*'`
/** What means something else to YAML at the beginning of a value. */
const FIRST = String.raw`[^\s!"#%&'*,:>?@[\]\`{|}~-]`
const WORDS = String.raw`${FIRST}#*(?: *(?:[^\s#:]|:(?!\s))#*)*`
/** In a list between brackets commas and braces have their meaning, too. */
const LISTED = String.raw`(?:${QUOTED}|${FIRST}(?: *[^\s#:,[\]{}])*)`
const LIST = String.raw`\[ *(?:${LISTED} *(?:, *${LISTED} *)*)?\]`
const VALUE = `(?:${QUOTED}|${LIST}|${WORDS})`
/** Lines below a key, each behind as many spaces as the first. */
const ITEMS = String.raw`\n(?<item> *)- +${VALUE} *(?:\n\k<item>- +${VALUE} *)*`
const FIELDS = String.raw`\n(?<field> +)${KEY}:(?: +${VALUE})? *(?:\n\k<field>${KEY}:(?: +${VALUE})? *)*`

/** Text in which two readers of YAML cannot disagree. */
const PLAIN = new RegExp(String.raw`^\n*(?:${KEY}:(?: +${VALUE} *| *(?:${ITEMS}|${FIELDS})?)(?:\n+|$))*$`, 'i')
