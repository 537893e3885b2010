import { failure, type Problem } from '../config/problem.ts'
import { MOST_PIECES, TooMuch } from './markdown/body-limits.ts'

/**
 * The problem of a post that cannot be read or shown, whatever the fault: it is left out, and the others go on.
 * @param file as the person knows it
 */
export function unreadablePost(error: unknown, file: string): Problem {
  if (!(error instanceof TooMuch)) {
    const hint = 'It is left out until then. Please report it: no text of a post should do this.'
    return failure('post.fault', `The post cannot be shown: ${reasonOf(error)}.`, { hint, file })
  }
  if (error.what === 'nesting') {
    const hint = 'Look for tags that are opened again and again and never closed; until then the post is left out.'
    return failure('body.nesting', 'Its HTML elements are nested too deep to be read.', { hint, file })
  }
  const pieces = MOST_PIECES.toLocaleString('en')
  const hint = 'Make several posts of it; until then it is left out.'
  return failure('body.too-large', `Its text comes to more than ${pieces} elements and pieces.`, { hint, file })
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return (message.split('\n')[0] ?? '').replace(/\.$/, '') || 'nobody foresaw why'
}
