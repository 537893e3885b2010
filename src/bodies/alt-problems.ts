import { type Problem, warning } from '../config/problem.ts'
import { eachElement } from '../posts/each-element.ts'
import { property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { webUrl } from '../posts/web-url.ts'
import { namesOf } from './media.ts'

/** One warning for the pictures of a post that say nothing to those who do not see them. @param file as the person knows it */
export function altProblems({ tree }: Pick<Body, 'tree'>, file: string): Problem[] {
  const silent: string[] = []
  eachElement(tree, (node) => {
    const url = node.tagName === 'img' ? webUrl(property(node, 'src')) : undefined
    if (url && !property(node, 'alt')?.trim()) silent.push(url)
  })
  if (silent.length === 0) return []
  const pictures = silent.length === 1 ? 'A picture has' : `${silent.length} pictures have`
  const hint = 'Say in a few words what is to be seen: ![the harbour at night](harbour.jpg).'
  return [warning('post.no-alt', `${pictures} no alt text: ${namesOf(silent)}.`, { hint, file })]
}
