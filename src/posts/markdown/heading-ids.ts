import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { withoutMarks } from './insertions.ts'

/**
 * Gives each heading the id that Hugo gives it (its `autoHeadingIDType = "github"`), so that a link from a feed into a post
 * finds its place on the site: letters and digits in lower case, `-` for a space, `-1` for a second one of its name.
 */
export function headingIds(md: MarkdownIt): void {
  md.core.ruler.push('heading_ids', setHeadingIds)
}

function setHeadingIds(state: StateCore): void {
  const taken = new Map<string, number>()
  state.tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return
    const written = token.attrGet('id')
    if (written === null) token.attrSet('id', unused(slug(state.tokens[i + 1]), taken))
    else taken.set(String(written), 0)
  })
}

function slug(heading: Token | undefined): string {
  const texts = (heading?.children ?? []).map((token) => token.content)
  const letters = withoutMarks(texts.join(''))
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}_ -]/gu, '')
  return letters.replace(/ /g, '-') || 'heading'
}

function unused(id: string, taken: Map<string, number>): string {
  let free = id
  for (let count = taken.get(id) ?? 0; taken.has(free); ) {
    count++
    taken.set(id, count)
    free = `${id}-${count}`
  }
  taken.set(free, 0)
  return free
}
