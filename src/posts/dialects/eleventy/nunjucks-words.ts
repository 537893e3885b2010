/** A part of what stands in a tag of Nunjucks. */
export interface NunjucksWord {
  kind: 'text' | 'name' | 'sign'
  /** A text with its quotes; a name with all that it leads to: `page.tags[0]`. */
  value: string
}

const WORD =
  /\s+|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<name>-?\d[\d.]*|[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$]+|\[(?:"[^"\]]*"|'[^'\]]*'|\d+)\])*)|(?<sign>[=!]==?|[<>]=|\/\/|\*\*|[\s\S])/uy

/** Of one tag; with so many it is no line that a person wrote. */
const MOST_WORDS = 1_000

/** The words of a tag, in one pass. */
export function nunjucksWords(inside: string): NunjucksWord[] {
  const words: NunjucksWord[] = []
  for (let at = 0; at < inside.length && words.length < MOST_WORDS; ) {
    WORD.lastIndex = at
    const { text, name, sign } = WORD.exec(inside)?.groups ?? {}
    if (text !== undefined) words.push({ kind: 'text', value: text })
    else if (name !== undefined) words.push({ kind: 'name', value: name })
    else if (sign !== undefined) words.push({ kind: 'sign', value: sign })
    at = WORD.lastIndex > at ? WORD.lastIndex : at + 1
  }
  return words
}
