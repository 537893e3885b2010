import type { Problem } from '../config/problem.ts'
import type { Formula } from '../posts/formula.ts'
import type { Body, Post } from '../posts/post.ts'
import { cleanTree } from './clean-tree.ts'
import { feedHtml } from './for-feed.ts'
import { formulasOf } from './formulas.ts'
import { type Play, playsOf } from './plays-of.ts'
import { summaryOf } from './summary.ts'
import { bodyText } from './to-text.ts'

/** What feeds say of a post's body, as texts: small enough to be kept from one run to the next, which a tree is not. */
export interface RenderedEntry {
  html: string
  text: string
  /** What summaryOf makes of the body, for a post without a description of its own. */
  excerpt: string
  plays: Play[]
  /** Where it has any; `html` shows their source. */
  formulas?: Formula[]
}

/** A site that can say what feeds show of its posts. */
export interface RenderedEntries {
  /** Taken from an earlier run, where nothing changed that it depends on; absent, with an error, where the post cannot be shown. */
  rendered(post: Post): Promise<{ rendered?: RenderedEntry; problems: Problem[] }>
  /**
   * What the rendered entries of these posts hang on, as one text: equal texts, equal rendered entries. Undefined where one of them has
   * to be made first. Asking costs no rendering.
   */
  entriesKey(posts: Post[]): string | undefined
  /** These will be asked for, in this order: so that those which have to be made can be begun with. */
  expect(posts: Post[]): void
  /** Writes down what was made since, for the next run. */
  keep(): void
}

export function renderedEntryOf(body: Body, { language }: Pick<Post, 'language'>): RenderedEntry {
  const formulas = formulasOf(body)
  const clean = cleanTree(body)
  return {
    html: feedHtml(body, clean),
    text: bodyText(body, clean),
    excerpt: summaryOf({ language }, body),
    plays: playsOf(body),
    ...(formulas.length > 0 && { formulas }),
  }
}
