import type { MarkdownIt, StateBlock } from 'markdown-it'

/**
 * Definition lists as Goldmark reads them: each line of a paragraph is a term where the next block begins with `: `, and what stands as far
 * in as its first word belongs to the definition.
 */
export function definitionLists(md: MarkdownIt): void {
  md.block.ruler.before('paragraph', 'definition_list', readDefinition, {
    alt: ['paragraph', 'reference', 'blockquote'],
  })
}

/** What markdown-it is called with, and hands on to what is within. */
interface Env {
  definitionDepth?: number
}

function readDefinition(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const env = state.env as Env
  // A definition ends where the next begins; anywhere else, a paragraph is not interrupted: its lines are terms.
  if (silent)
    return (
      Boolean(env.definitionDepth) && (state.sCount[startLine] ?? 0) < state.blkIndent && isMarker(state, startLine)
    )
  const isFurther = isMarker(state, startLine)
  const terms = isFurther ? undefined : termsAt(state, startLine, endLine)
  if (isFurther ? !endsWithList(state) : !terms) return false
  openList(state, startLine)
  for (let line = startLine; terms && line < terms.end; line += 1) pushTerm(state, line)
  pushDefinition(state, terms?.marker ?? startLine, endLine)
  state.push('dl_close', 'dl', -1)
  return true
}

function isMarker(state: StateBlock, line: number): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent > 0) return false
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  return state.src[start] === ':' && /[ \t]/.test(state.src[start + 1] ?? '') && start < (state.eMarks[line] ?? 0)
}

/** Where the terms end, and where their definition begins; undefined where the paragraph has none. */
function termsAt(state: StateBlock, startLine: number, endLine: number): { end: number; marker: number } | undefined {
  let end = startLine + 1
  while (end < endLine && !state.isEmpty(end) && !isMarker(state, end)) end += 1
  let marker = end
  while (marker < endLine && state.isEmpty(marker)) marker += 1
  if (marker >= endLine || (state.sCount[marker] ?? 0) < state.blkIndent || !isMarker(state, marker)) return undefined
  const rules = state.md.block.ruler.getRules('paragraph')
  for (let line = startLine + 1; line < end; line += 1) {
    if ((state.sCount[line] ?? 0) < state.blkIndent) return undefined
    if (rules.some((rule) => rule(state, line, endLine, true))) return undefined
  }
  return { end, marker }
}

function endsWithList({ tokens, level }: StateBlock): boolean {
  const last = tokens.at(-1)
  return last?.type === 'dl_close' && last.level === level
}

/** The one that ended right before goes on. */
function openList(state: StateBlock, line: number): void {
  if (!endsWithList(state)) {
    state.push('dl_open', 'dl', 1).map = [line, line + 1]
    return
  }
  state.tokens.pop()
  state.level += 1
}

function pushTerm(state: StateBlock, line: number): void {
  state.push('dt_open', 'dt', 1).map = [line, line + 1]
  const inline = state.push('inline', '', 0)
  inline.content = state.getLines(line, line + 1, state.blkIndent, false).trim()
  inline.map = [line, line + 1]
  inline.children = []
  state.push('dt_close', 'dt', -1)
}

function pushDefinition(state: StateBlock, line: number, endLine: number): void {
  const env = state.env as Env
  const isTight = !state.isEmpty(line - 1)
  const { blkIndent, tight } = state
  const [shift = 0, count = 0] = [state.tShift[line], state.sCount[line]]
  const opening = state.push('dd_open', 'dd', 1)
  opening.map = [line, line + 1]
  const first = state.tokens.length

  const blanks = blanksBehind(state, line)
  state.tShift[line] = shift + 1 + blanks.characters
  state.sCount[line] = count + 1 + blanks.columns
  // Code begins four columns behind the usual one.
  state.blkIndent = count + 1 + (blanks.columns >= 8 ? 5 : Math.max(1, blanks.columns))
  state.tight = true
  env.definitionDepth = (env.definitionDepth ?? 0) + 1
  state.md.block.tokenize(state, line, endLine)
  env.definitionDepth -= 1
  Object.assign(state, { blkIndent, tight })
  state.tShift[line] = shift
  state.sCount[line] = count

  if (isTight) hideFirstParagraph(state, first)
  opening.map = [line, state.line]
  state.push('dd_close', 'dd', -1)
}

function blanksBehind({ src, bMarks, tShift, sCount, eMarks }: StateBlock, line: number) {
  const start = (bMarks[line] ?? 0) + (tShift[line] ?? 0) + 1
  const column = (sCount[line] ?? 0) + 1
  let [at, columns] = [start, 0]
  for (; at < (eMarks[line] ?? 0) && /[ \t]/.test(src.charAt(at)); at += 1) {
    columns += src[at] === '\t' ? 4 - ((column + columns) % 4) : 1
  }
  return { characters: at - start, columns }
}

/** Without a blank line before the definition, its first words stand without a paragraph, whatever follows them. */
function hideFirstParagraph({ tokens, level }: StateBlock, first: number): void {
  for (let i = first; i < tokens.length; i += 1) {
    const opening = tokens[i]
    if (opening?.level !== level || opening.type !== 'paragraph_open') continue
    // Its text and its end follow at once.
    const closing = tokens[i + 2]
    opening.hidden = true
    if (closing) closing.hidden = true
    return
  }
}
