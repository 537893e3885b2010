import { Composer, CST, type Document, isScalar, LineCounter, Parser, type Tags, visit } from 'yaml'
import { MAX_DATA_DEPTH, TOO_DEEP } from './data-depth.ts'
import type { SyntaxFault } from './syntax-fault.ts'

export interface YamlDialect {
  schema: 'core' | 'json'
  customTags: (tags: Tags) => Tags
}

/**
 * A YAML text as a document, with the keys that stand twice in it, or everything that is wrong with it. The library composes a document by recursion, near whose end the stack
 * has no room left even for an error: V8 ends the process. So the depth is measured before, on the tokens, which are read without.
 */
export function yamlDocument(
  text: string,
  dialect: YamlDialect,
): { document: Document; repeated: SyntaxFault[] } | { faults: SyntaxFault[] } {
  const lines = new LineCounter()
  const placed = (message: string, offset: number): SyntaxFault => {
    const { line, col } = lines.linePos(offset)
    return { message, line, column: col }
  }
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const deep = tooDeepAt(tokens)
  if (deep !== undefined) return { faults: [placed(TOO_DEEP, deep)] }
  // The library's own search for keys that stand twice compares each key with all before it.
  const composer = new Composer({ ...dialect, merge: true, prettyErrors: false, uniqueKeys: false })
  const [document, second] = [...composer.compose(tokens, true, text.length)]
  if (!document) return { faults: [{ message: 'it is no document' }] }
  const faults = document.errors.map(({ message, pos }) => placed(message, pos[0]))
  if (second) faults.push(placed('it holds more than one document', second.range[0]))
  if (faults.length > 0) return { faults }
  return { document, repeated: repeatedKeys(document).map(({ key, offset }) => placed(key, offset)) }
}

type Step = { token: CST.Token; depth: number }

/** Offset of the first collection that is nested too deep. Without recursion: that is what it guards. */
function tooDeepAt(tokens: CST.Token[]): number | undefined {
  const waiting: Step[] = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next
    const within = CST.isCollection(token) ? depth + 1 : depth
    if (within > MAX_DATA_DEPTH) return token.offset
    for (const inner of tokensIn(token)) waiting.push({ token: inner, depth: within })
  }
  return undefined
}

function tokensIn(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : []
  if (!CST.isCollection(token)) return []
  return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat())
}

/** Keys that stand twice in one map, where they stand again. `<<` may: each merges another map. */
function repeatedKeys(document: Document): { key: string; offset: number }[] {
  const repeated: { key: string; offset: number }[] = []
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key) || key.value === '<<') continue
        if (seen.has(key.value)) repeated.push({ key: String(key.value), offset: key.range?.[0] ?? 0 })
        seen.add(key.value)
      }
    },
  })
  return repeated
}
