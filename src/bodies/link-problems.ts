import { domainToUnicode } from 'node:url'
import type { Root } from 'hast'
import { type Problem, warning } from '../config/problem.ts'
import { eachElement } from '../posts/each-element.ts'
import { property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'

/** Spam filters distrust them, since they hide where a link leads; and one day they lead nowhere. */
const SHORTENERS = new Set(
  (
    'bit.ly bitly.com tinyurl.com t.co goo.gl ow.ly is.gd buff.ly rebrand.ly cutt.ly shorturl.at tiny.cc rb.gy ' +
    'bl.ink t.ly soo.gd s.id v.gd adf.ly dlvr.it t.cn url.cn dwz.cn reurl.cc lihi.cc ppt.cc han.gl'
  ).split(' '),
)

/** Links of a post that mail filters and careful readers distrust. @param file as the person knows it */
export function linkProblems({ tree }: Pick<Body, 'tree'>, file: string): Problem[] {
  return problemsOfLinks(tree, { file })
}

export function problemsOfLinks(tree: Root, place: { file?: string }, isOurs = (_url: string) => true): Problem[] {
  const found = new Map<string, Problem>()
  eachElement(tree, (node) => {
    const href = node.tagName === 'a' ? property(node, 'href') : undefined
    if (!href || !URL.canParse(href) || !isOurs(href)) return
    const { hostname } = new URL(href)
    const written = domainToUnicode(hostname)
    if (SHORTENERS.has(hostname.replace(/^www\./, ''))) found.set(href, shortened(href, place))
    else if (isLookAlike(written)) found.set(href, lookAlike(written, hostname, place))
  })
  return [...found.values()]
}

function shortened(href: string, place: { file?: string }): Problem {
  const hint = 'Write the address to which it leads: mail filters distrust those of shorteners.'
  return warning('body.shortened', `The link ${href} hides where it leads.`, { hint, ...place })
}

function lookAlike(host: string, ascii: string, place: { file?: string }): Problem {
  const message = `The link to ${host} mixes letters of several scripts, which look alike: it is ${ascii}.`
  return warning('body.look-alike', message, { hint: 'Look whether that is the domain you mean.', ...place })
}

/** Languages that are written in several scripts at once (UTS 39 §5.1). */
const TOGETHER = [
  ['Han', 'Hiragana', 'Katakana', 'Latin'],
  ['Han', 'Bopomofo', 'Latin'],
  ['Han', 'Hangul', 'Latin'],
]
const SCRIPTS = 'Latin Cyrillic Greek Armenian Hebrew Arabic Georgian Cherokee Han Hiragana Katakana Bopomofo Hangul'
const BY_SCRIPT = SCRIPTS.split(' ').map((name) => ({ name, of: new RegExp(`\\p{Script=${name}}`, 'u') }))

/** One label of several scripts that no language has together. */
function isLookAlike(host: string): boolean {
  if (/^[\x20-\x7e]*$/.test(host)) return false
  return host.split('.').some((label) => {
    const scripts = BY_SCRIPT.filter(({ of }) => of.test(label)).map(({ name }) => name)
    return scripts.length > 1 && !TOGETHER.some((set) => scripts.every((name) => set.includes(name)))
  })
}
