import type { Problem } from '../../config/problem.ts'
import { failure } from '../../config/problem.ts'
import { maskOf } from '../../editions/mask.ts'
import type { Scan } from '../record-scan.ts'
import type { ChoosePorts } from './choose-posts.ts'
import type { EditionDraft } from './draft-edition.ts'
import { isFaulty } from './plan-edition.ts'
import type { RenderPorts } from './render-ports.ts'
import { type RenderedMail, renderVariants } from './render-variants.ts'
import { shownPosts } from './shown-posts.ts'

/** The mails of a draft, to look at. */
export interface LookedMails {
  /** `due`: what people would get. `sample`: nobody gets anything, and it shows what a mail of some posts looks like. */
  basis: 'due' | 'sample'
  /** The one for most people first; empty where none can be made. */
  mails: RenderedMail[]
  /** What is wrong with them. */
  problems: Problem[]
}

/** Without a reader there is no mail: then one is made of the named posts, of what is new, or else of the newest. */
export async function lookMails(
  ports: ChoosePorts & RenderPorts,
  scan: Scan,
  request: { named?: string[]; hidden?: boolean },
  draft: EditionDraft,
): Promise<LookedMails> {
  const { newsletter, number, variants, problems } = draft
  if (variants.length > 0 || isFaulty(draft)) return { basis: 'due', mails: variants, problems }
  const posts = await shownPosts(ports, scan, { newsletter, ...request }, draft)
  if (posts.length === 0) return { basis: 'sample', mails: [], problems }
  const groups = [{ mask: maskOf(posts.map((_, index) => index)), recipientCount: 0 }]
  const rendered = await renderVariants(ports, scan, { newsletter, posts, groups, number, note: draft.note.mailNote })
  const unmailable = rendered.leftOut.map(({ post, because }) =>
    failure('post.unmailable', because, { file: post.file }),
  )
  return { basis: 'sample', mails: rendered.variants, problems: [...problems, ...rendered.problems, ...unmailable] }
}
