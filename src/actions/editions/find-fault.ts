import { formatProblem, type Problem } from '../../config/problem.ts'
import { renderVariant } from '../../editions/render-variant.ts'
import type { CommonInput } from '../../editions/stored-input.ts'
import type { MailPost } from '../../editions/variant-input.ts'

/** Posts to blame, by identity, each with a sentence; none where it is the template's fault. */
export interface Fault {
  posts: Map<string, string>
}

/**
 * Whose fault it is that a mail of these posts cannot be made. Each is tried alone, between neutral posts where
 * there are several, so that the same template is asked. If all fail as a neutral post does, it is the template. If none
 * fails alone, they are too much together, and the largest waits.
 */
export async function findFault(input: CommonInput, posts: MailPost[], errors: Problem[]): Promise<Fault> {
  const neutral = neutralPost(input)
  const errorsWith = async (post: MailPost) => {
    const mail = posts.length > 1 ? [post, neutral] : [post]
    const { problems } = await renderVariant({ ...input, posts: mail, mask: 2 ** mail.length - 1 })
    return problems.filter(({ severity }) => severity === 'error')
  }
  const blamed = new Map<string, string>()
  for (const post of posts) {
    const found = await errorsWith(post)
    if (found.length > 0) blamed.set(post.id, found.map(formatProblem).join(' '))
  }
  if (blamed.size > 0 && blamed.size < posts.length) return { posts: blamed }
  if ((await errorsWith(neutral)).length > 0) return { posts: new Map() }
  if (blamed.size > 0) return { posts: blamed }
  const [largest] = posts.toSorted((a, b) => b.html.length - a.html.length)
  if (!largest || posts.length === 1) return { posts: new Map() }
  return { posts: new Map([[largest.id, `The mail cannot be made with it: ${errors.map(formatProblem).join(' ')}`]]) }
}

function neutralPost({ site, date }: CommonInput): MailPost {
  return {
    id: 'neutral',
    url: site.url,
    title: 'Words',
    publishedAt: { instant: date, offset: '+00:00' },
    summary: 'Words.',
    html: '<p>Words.</p>',
    text: 'Words.',
    language: site.language,
    tags: [],
  }
}
