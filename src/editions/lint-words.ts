import type { Root } from 'hast'
import { textWidth } from '../bodies/text-ruler.ts'
import { failure, type Problem, warning } from '../config/problem.ts'

/** A list of mails on a wide screen shows about this much, on a phone half of it. */
const SUBJECT_COLUMNS = 90
/** What mail programs put before a subject, in the languages that are met most. */
const REPLY = /^\s*(?:re|fwd?|aw|wg|sv|vs|antw|tr|rv|ynt|回[复覆]|答复|转发|轉寄|転送)\s*[:：]/i

export function lintSubject(subject: string): Problem[] {
  if (subject.trim() === '') {
    return [failure('mail.subject', 'The mail has no subject.', { hint: 'Give its post a title.' })]
  }
  const found: Problem[] = []
  if (textWidth(subject) > SUBJECT_COLUMNS) {
    const message = `The subject has ${[...subject].length} characters; a phone shows about the first 40 columns of it.`
    found.push(warning('mail.subject', message, { hint: 'Say what matters at its beginning, or give a shorter one.' }))
  }
  if (REPLY.test(subject)) {
    const message = `The subject "${subject.slice(0, 40)}" looks like a reply, or like a mail that was passed on.`
    found.push(warning('mail.subject', message, { hint: 'Begin it otherwise: mail filters take it for a trick.' }))
  }
  return found
}

/** More words than templates have around their posts that the text part says otherwise. */
const FEW = 25

/** Whoever reads the text part is to read what the others do. */
export function lintText(tree: Root, text: string): Problem[] {
  const said = new Set(wordsOf(text))
  const missing = [...new Set(wordsOf(shownText(tree)))].filter((word) => !said.has(word))
  if (missing.length <= FEW) return []
  const message = `The text part lacks ${missing.length} words that the HTML has, such as ${missing.slice(0, 3).join(', ')}.`
  const hint = 'The text part has the posts alone: what the template says besides belongs into a post.'
  return [warning('mail.text-lacks', message, { hint })]
}

/** Of scripts with spaces: in the others a line may end within any word. */
function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(
        /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Hangul}\p{M}]{2,}/gu,
      ) ?? []
  )
}

function shownText(tree: Root): string {
  const parts: string[] = []
  const walk = (nodes: Root['children']): void => {
    for (const node of nodes) {
      if (node.type === 'text') parts.push(node.value)
      if (node.type !== 'element' || node.tagName === 'head') continue
      if (/display:\s*none/i.test(String(node.properties.style ?? ''))) continue
      walk(node.children)
    }
  }
  walk(tree.children)
  return parts.join('')
}
