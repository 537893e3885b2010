import type { MarkdownIt, StateCore, Token } from 'markdown-it'

const BOX = /^\[([ xX])\][ \t]+(?=\S)/

/** `- [ ] to do` and `- [x] done`, as GFM has them: a check box at the beginning of a list's item. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.before('inline', 'task_lists', (state: StateCore) => {
    state.tokens.forEach((token, i) => {
      const [item, paragraph] = [state.tokens[i - 2], state.tokens[i - 1]]
      if (item?.type !== 'list_item_open' || paragraph?.type !== 'paragraph_open') return
      const found = BOX.exec(token.content)
      if (!found) return
      token.content = token.content.slice(found[0].length)
      token.meta = { ...token.meta, isDone: found[1] !== ' ' }
    })
  })
  md.core.ruler.after('inline', 'task_boxes', (state: StateCore) => {
    for (const token of state.tokens) {
      if (token.type === 'inline' && typeof token.meta?.isDone === 'boolean') token.children?.unshift(box(state, token))
    }
  })
  md.renderer.rules.task_box = (tokens, i) =>
    `<input type="checkbox"${tokens[i]?.meta?.isDone ? ' checked' : ''} disabled> `
}

function box(state: StateCore, item: Token): Token {
  const token = new state.Token('task_box', 'input', 0)
  token.meta = { isDone: item.meta?.isDone }
  return token
}
