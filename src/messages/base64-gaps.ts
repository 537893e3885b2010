import { PERSONAL_PARTS, type PersonalPart } from '../editions/variant.ts'
import type { Gap, PersonalBytes } from './gap.ts'

const LINE = 76

/**
 * Where personal parts stand in a base64 body (RFC 2045 §6.8) that begins at byte `start` of the mail. Three bytes become four
 * characters, so a gap is whole groups of three: the part, and up to two bytes on each side that it shares them with.
 * @param placeholders what stands in their places, as long as they
 */
export function base64Gaps(content: Buffer, start: number, placeholders: Record<PersonalPart, string>): Gap[] {
  return sharedGroups(partPlaces(content, placeholders)).flatMap(({ from, to, parts }) => {
    const bytes = content.subarray(from, to)
    const encode = (person: PersonalBytes): Buffer => {
      const own = Buffer.from(bytes)
      for (const { part, position } of parts) person[part].copy(own, position - from)
      return Buffer.from(own.toString('base64'), 'latin1')
    }
    const first = (from / 3) * 4
    const length = Math.ceil(bytes.length / 3) * 4
    return cutAtLines(first, first + length).map(([left, right]) => ({
      start: start + placeOf(left),
      end: start + placeOf(left) + right - left,
      fill: (person) => encode(person).subarray(left - first, right - first),
    }))
  })
}

/** A base64 body as it stands in a mail. */
export function base64Body(content: Buffer): string {
  return content.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n')
}

interface PartPlace {
  part: PersonalPart
  position: number
  length: number
}

function partPlaces(content: Buffer, placeholders: Record<PersonalPart, string>): PartPlace[] {
  const places: PartPlace[] = []
  for (const part of PERSONAL_PARTS) {
    const { [part]: placeholder } = placeholders
    const { length } = placeholder
    for (let at = content.indexOf(placeholder); at >= 0; at = content.indexOf(placeholder, at + length))
      places.push({ part, position: at, length })
  }
  return places.sort((a, b) => a.position - b.position)
}

interface Groups {
  /** Bytes of the content; `from` and, but for the content's end, `to` are multiples of three. */
  from: number
  to: number
  parts: PartPlace[]
}

/** Each part with the groups it stands in; those that share a group stand together. */
function sharedGroups(places: PartPlace[]): Groups[] {
  const all: Groups[] = []
  for (const place of places) {
    const { position, length } = place
    const from = position - (position % 3)
    const to = Math.ceil((position + length) / 3) * 3
    const last = all.at(-1)
    if (last && from < last.to) {
      last.parts.push(place)
      last.to = to
    } else {
      all.push({ from, to, parts: [place] })
    }
  }
  return all
}

/** Characters [first, end) of unbroken base64 → stretches of it that stand on one line each. */
function cutAtLines(first: number, end: number): [number, number][] {
  const stretches: [number, number][] = []
  for (let left = first; left < end; ) {
    const right = Math.min(end, left - (left % LINE) + LINE)
    stretches.push([left, right])
    left = right
  }
  return stretches
}

/** Where a character of unbroken base64 stands once its lines are broken. */
function placeOf(character: number): number {
  return character + Math.floor(character / LINE) * 2
}
