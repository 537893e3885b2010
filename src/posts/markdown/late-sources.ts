import type { Element } from 'hast'
import { property } from '../element.ts'
import { readSrcSet } from './src-set.ts'

const TAGS = new Set(['img', 'source', 'iframe', 'video', 'audio', 'embed'])

/** Where scripts that load late look for the address of what is to be seen; `src` holds a stand-in meanwhile. */
const LATE = ['dataSrc', 'dataLazySrc', 'dataLazy', 'dataEcho', 'dataCfsrc', 'dataActualsrc', 'dataOriginalSrc']
const LATE_SETS = ['dataSrcset', 'dataLazySrcset', 'dataSrcSet']
/** Also where a script shows a larger one after a click: taken only for a stand-in. */
const MAYBE_LATE = ['dataOriginal', 'dataUrl', 'dataFull', 'dataHiResSrc']

/** Gives an element the address that a script would give it, or the one of its `srcset`; in place. */
export function settleSource(node: Element, parent: Element | undefined): void {
  if (!TAGS.has(node.tagName)) return
  const late = firstOf(node, LATE) ?? bestOf(firstOf(node, LATE_SETS, Boolean))
  const maybe = isStandIn(property(node, 'src')) ? firstOf(node, MAYBE_LATE) : undefined
  const source = late ?? maybe ?? (property(node, 'src')?.trim() ? undefined : sourceOfSets(node, parent))
  if (source !== undefined) node.properties.src = source
  const poster = firstOf(node, ['dataPoster'])
  if (poster !== undefined && !property(node, 'poster')) node.properties.poster = poster
}

/** A picture that says nothing itself: none, a dot, or a sign that something is being loaded. */
export function isStandIn(src: string | undefined): boolean {
  const written = src?.trim() ?? ''
  if (written === '' || /^(?:data|about):/i.test(written)) return true
  return /(?:^|[/_.-])(?:placeholder|spinner|loading|loader|blank|pixel|spacer|transparent|1x1|grey|gray)\b/i.test(
    written,
  )
}

function sourceOfSets(node: Element, parent: Element | undefined): string | undefined {
  if (node.tagName !== 'img') return undefined
  const own = bestOf(property(node, 'srcSet'))
  if (own !== undefined || parent?.tagName !== 'picture') return own
  const sources = parent.children.filter((child) => child.type === 'element' && child.tagName === 'source')
  return bestOf(property(sources.at(-1) as Element, 'srcSet'))
}

/** In a mail no picture is wider than 600 CSS pixels, each of which may be two. */
const WIDE_ENOUGH = 1200

/** Of a set of pictures the one to show: the smallest that is wide enough for a mail, else the largest. */
function bestOf(srcSet: string | undefined): string | undefined {
  const candidates = readSrcSet(srcSet ?? '').map(({ url, size }) => ({ url, width: widthOf(size) }))
  const byWidth = candidates.toSorted((a, b) => a.width - b.width)
  return (byWidth.find(({ width }) => width >= WIDE_ENOUGH) ?? byWidth.at(-1))?.url
}

/** `800w`; `2x` is of a column's width. */
function widthOf(size: string): number {
  const [, number = '1', unit] = /^([\d.]+)([wx])$/.exec(size) ?? []
  return Number(number) * (unit === 'w' ? 1 : WIDE_ENOUGH / 2)
}

function firstOf(node: Element, names: string[], isMeant = isAddress): string | undefined {
  for (const name of names) {
    const written = property(node, name)?.trim()
    if (written && isMeant(written)) return written
  }
  return undefined
}

/** Not `{"large": …}`, `true` or a number of a gallery. */
function isAddress(written: string): boolean {
  return /[./]/.test(written) && !/[\s{}<>"]/.test(written)
}
