import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { directionOf } from '../bodies/direction.ts'
import { CLASSIC, type Colours, type Theme } from '../config/theme.ts'
import { fontsFor } from '../editions/font-stacks.ts'
import { element } from '../posts/element.ts'
import type { WrittenMail } from './written-mail.ts'

/** A small mail to a reader: paragraphs, and links among them. */
export interface Letter {
  subject: string
  /** BCP 47. */
  language: string
  parts: LetterPart[]
  /** Below a line: why it came, how to leave, the postal address. */
  foot: (string | LetterLink)[]
}

export type LetterPart = string | LetterLink | LetterNote | LetterNumber

/** What an operator wrote. */
export interface LetterNote {
  /** Made safe already. */
  html: string
  text: string
}

/** A number that went out, and what is in it. */
export interface LetterNumber {
  heading: string
  number: LetterLink
  posts: LetterLink[]
}

export interface LetterLink {
  label: string
  url: string
  /** The one thing to do. */
  isButton?: boolean
}

/** As text and as HTML, which say the same; the latter in the colours and fonts of the theme. */
export function writeLetter(letter: Letter, theme: Theme = CLASSIC): WrittenMail {
  const { subject, parts, foot } = letter
  const text = [...parts.map(lineOf), ...(foot.length > 0 ? ['-- ', foot.map(lineOf).join('\n')] : [])]
  return { subject, text: `${text.join('\n\n').replace('-- \n\n', '-- \n')}\n`, html: htmlOf(letter, theme) }
}

function lineOf(part: LetterPart): string {
  if (typeof part === 'string') return part
  if ('text' in part) return part.text
  if ('heading' in part) return linesOf(part)
  return part.isButton ? part.url : `${part.label}: ${part.url}`
}

function linesOf({ heading, number, posts }: LetterNumber): string {
  const items = posts.map((post) => `- ${lineOf(post)}`)
  return [heading, lineOf(number), ...(items.length > 0 ? [items.join('\n')] : [])].join('\n\n')
}

const PARAGRAPH = 'margin:0 0 16px'

function htmlOf({ subject, language, parts, foot }: Letter, theme: Theme): string {
  const { light, radius, margin, fonts } = theme
  const stacks = fontsFor(language, fonts)
  const attributes = { lang: language, dir: directionOf(language) }
  const whole = element(
    'td',
    { className: ['paper'], style: `padding:28px ${margin}px;border-radius:${radius}px;background:${light.paper}` },
    [
      ...parts.map((part) => paragraphOf(part, theme, language)),
      ...(foot.length > 0 ? [footOf(foot, light, stacks.small)] : []),
    ],
  )
  const column = `width:100%;max-width:560px;margin:0 auto;border-radius:${radius}px;text-align:start`
  const body = element(
    'body',
    {
      className: ['letter'],
      style: `margin:0;padding:20px 0;background:${light.ground};color:${light.ink};font:17px/1.6 ${stacks.text};overflow-wrap:anywhere`,
      ...attributes,
    },
    [element('table', { ...FRAME, align: 'center', style: column }, [row(whole)])],
  )
  const head = element('head', {}, [
    element('meta', { charSet: 'utf-8' }, []),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }, []),
    element('meta', { name: 'color-scheme', content: 'light dark' }, []),
    element('meta', { name: 'supported-color-schemes', content: 'light dark' }, []),
    element('title', {}, [subject]),
    element('style', {}, [styleOf(theme, stacks.small)]),
  ])
  const tree: Root = { type: 'root', children: [{ type: 'doctype' }, element('html', attributes, [head, body])] }
  return toHtml(tree, { allowDangerousHtml: true })
}

const FRAME = { role: 'presentation', border: 0, cellPadding: '0', cellSpacing: '0' }

function row(cell: Element): Element {
  return element('tbody', {}, [element('tr', {}, [cell])])
}

/** Light colours stand in the elements, for clients that read no style sheet. */
function styleOf({ light, dark }: Theme, small: string): string {
  const rules = [
    `.letter{background:${dark.ground}!important;color:${dark.ink}!important}`,
    `.paper{background:${dark.paper}!important}`,
    `.letter a{color:${dark.link}!important}`,
    `.letter .code{background:${dark.panel}!important;border-color:${dark.rule}!important;color:${dark.ink}!important}`,
    `.letter .button{background:${dark.button}!important}`,
    `.letter .button a{color:${dark.buttonInk}!important}`,
    `.letter .faint,.letter .faint a,.note img{color:${dark.faint}!important}`,
    `.letter .foot,.letter .number{border-color:${dark.rule}!important}`,
  ]
  const unloaded = `color:${light.faint};font:15px/1.5 ${small}`
  return `:root{color-scheme:light dark}a{color:${light.link}}.note img{max-width:100%;height:auto;${unloaded}}.note pre{overflow-x:auto}@media (prefers-color-scheme:dark){${rules.join('')}}`
}

function paragraphOf(part: LetterPart, theme: Theme, language: string): Element {
  if (typeof part === 'string') return element('p', { style: PARAGRAPH }, [part])
  if ('html' in part) return element('div', { className: ['note'] }, [asItIs(part.html)])
  if ('heading' in part) return numberOf(part, theme, language)
  if (part.isButton) return buttonOf(part, theme)
  return element('p', { style: PARAGRAPH }, [linkOf(part, theme.light.link)])
}

/** A node that only `toHtml` knows, where it is told to. */
function asItIs(html: string): ElementContent {
  return { type: 'raw', value: html } as unknown as ElementContent
}

/** Set apart from what was said before; its posts are below it, and smaller. */
function numberOf({ heading, number, posts }: LetterNumber, { light, fonts }: Theme, language: string): Element {
  const stacks = fontsFor(language, fonts)
  const small = `margin:0 0 4px;color:${light.faint};font:14px/1.5 ${stacks.small}`
  const start = directionOf(language) === 'rtl' ? 'right' : 'left'
  const items = posts.map((post) => element('li', { style: 'margin:0 0 6px' }, [linkOf(post, light.link)]))
  return element(
    'div',
    { className: ['number'], style: `margin:28px 0 0;padding-top:16px;border-top:1px solid ${light.rule}` },
    [
      element('p', { className: ['faint'], style: small }, [heading]),
      element('p', { style: `margin:0 0 12px;font:700 20px/1.3 ${stacks.title}` }, [linkOf(number, light.link)]),
      ...(items.length > 0 ? [element('ul', { style: `margin:0;padding:0;padding-${start}:24px` }, items)] : []),
    ],
  )
}

/** A cell with a colour of its own, which Outlook draws, too. */
function buttonOf({ label, url }: LetterLink, { light, radius }: Theme): Element {
  const link = `display:inline-block;padding:12px 24px;color:${light.buttonInk};font-weight:600;text-decoration:none`
  const cell = element(
    'td',
    { className: ['button'], bgColor: light.button, style: `border-radius:${radius}px;background:${light.button}` },
    [element('a', { href: url, style: link }, [label])],
  )
  return element('table', { ...FRAME, style: 'margin:24px 0' }, [row(cell)])
}

function footOf(foot: Letter['foot'], { faint, rule }: Colours, font: string): Element {
  const style = `margin-top:32px;padding-top:14px;border-top:1px solid ${rule};color:${faint};font:14px/1.5 ${font}`
  const lines = foot.map((part) =>
    element('p', { style: 'margin:0 0 6px' }, [typeof part === 'string' ? isolated(part) : linkOf(part, faint)]),
  )
  return element('div', { className: ['foot', 'faint'], style }, lines)
}

/** A Latin address in an Arabic mail keeps its order. */
function isolated(text: string): Element {
  const lines = text.split('\n').flatMap((line, at) => (at > 0 ? [element('br'), line] : [line]))
  return element('span', { dir: 'auto' }, lines)
}

function linkOf({ label, url }: LetterLink, colour: string): Element {
  return element('a', { href: url, style: `color:${colour}` }, [label])
}
