/** A word to look for: whole, or as the beginning of one. */
export interface SearchTerm {
  word: string
  isStart: boolean
}

/** So much of a query is read, and so many words of it. */
export const MOST_QUERY = 200
const MOST_TERMS = 12

/** An index takes no longer ones (PostgreSQL: 2046 bytes), and no text is all of it different words. */
const MOST_LETTERS = 40
const MOST_WORDS = 20_000
const MOST_BYTES = 400_000

/** The words by which a text is found, each once, with a blank between two; letters, marks and digits alone. */
export function indexWords(text: string): string {
  const words = new Set<string>()
  let bytes = 0
  for (const run of runsOf(text)) {
    for (const word of run.isUnspaced ? pairsOf(run.folded, true) : [run.folded]) {
      if (words.has(word)) continue
      bytes += Buffer.byteLength(word)
      if (words.size >= MOST_WORDS || bytes > MOST_BYTES) return [...words].sort().join(' ')
      words.add(word)
    }
  }
  return [...words].sort().join(' ')
}

/** What must all be in a text that a query finds; none where it has no word. */
export function searchTerms(query: string): SearchTerm[] {
  const terms = new Map<string, SearchTerm>()
  for (const { folded, isUnspaced } of runsOf(query.slice(0, MOST_QUERY))) {
    // A single character begins a pair, or ends its run.
    const isStart = !isUnspaced || lettersOf(folded).length === 1
    for (const word of isUnspaced ? pairsOf(folded, false) : [folded]) terms.set(word, { word, isStart })
  }
  return [...terms.values()].slice(0, MOST_TERMS)
}

/** A text in pieces: those that a query found are marked. */
export function markedText(text: string, query: string): { text: string; isMarked: boolean }[] {
  const sought = runsOf(query.slice(0, MOST_QUERY))
  const pieces: { text: string; isMarked: boolean }[] = []
  const add = (piece: string, isMarked: boolean) => {
    const last = pieces.at(-1)
    if (piece === '') return
    if (last?.isMarked === isMarked) last.text += piece
    else pieces.push({ text: piece, isMarked })
  }
  let done = 0
  for (const run of runsOf(text)) {
    add(text.slice(done, run.start), false)
    const written = text.slice(run.start, run.end)
    for (const [piece, isMarked] of run.isUnspaced
      ? markedWithin(written, sought)
      : [[written, begins(run, sought)] as const])
      add(piece, isMarked)
    done = run.end
  }
  add(text.slice(done), false)
  return pieces
}

interface Run {
  folded: string
  start: number
  end: number
  /** Of a script that puts no blanks between words. */
  isUnspaced: boolean
}

const RUN = /[\p{L}\p{N}\p{M}]+/gu
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u

/** Runs of letters, those of scripts without blanks apart from others; folded, so that both sides of a search are alike. */
function runsOf(text: string): Run[] {
  const runs: Run[] = []
  for (const match of text.matchAll(RUN)) {
    let start = match.index
    for (const part of partsOf(match[0])) {
      const folded = fold(part.text).slice(0, part.isUnspaced ? undefined : MOST_LETTERS)
      if (folded !== '') runs.push({ folded, start, end: start + part.text.length, isUnspaced: part.isUnspaced })
      start += part.text.length
    }
  }
  return runs
}

function partsOf(run: string): { text: string; isUnspaced: boolean }[] {
  const parts: { text: string; isUnspaced: boolean }[] = []
  for (const letter of lettersOf(run)) {
    const last = parts.at(-1)
    // A mark goes with what it stands on.
    const isUnspaced = last && MARK.test(letter) ? last.isUnspaced : UNSPACED.test(letter)
    if (last?.isUnspaced === isUnspaced) last.text += letter
    else parts.push({ text: letter, isUnspaced })
  }
  return parts
}

const MARK = /\p{M}/u
/** Accents, and the points of Hebrew and Arabic, which are as often left out. */
const LEFT_OUT = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g

function fold(text: string): string {
  const folded = text.normalize('NFKD').toLowerCase().replace(LEFT_OUT, '').normalize('NFC')
  // What a sign stands for may have a blank or a bracket in it.
  return folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
}

/** Two characters each, overlapping; `withEnd`: the last one by itself, too, which begins no pair. */
function pairsOf(run: string, withEnd: boolean): string[] {
  const letters = lettersOf(run)
  const pairs = letters.slice(1).map((letter, i) => `${letters[i]}${letter}`)
  return withEnd || pairs.length === 0 ? [...pairs, letters.at(-1) ?? ''] : pairs
}

function lettersOf(text: string): string[] {
  return Array.from(text)
}

function begins({ folded }: Run, sought: Run[]): boolean {
  return sought.some((run) => !run.isUnspaced && folded.startsWith(run.folded))
}

/** Where a run of a query stands in one of a text, letter by letter. */
function markedWithin(written: string, sought: Run[]): [string, boolean][] {
  const letters = lettersOf(written)
  const folded = letters.map(fold)
  const marked = letters.map(() => false)
  for (const run of sought.filter(({ isUnspaced }) => isUnspaced)) {
    const wanted = lettersOf(run.folded)
    for (let from = 0; from + wanted.length <= folded.length; from++)
      if (wanted.every((letter, i) => folded[from + i] === letter)) marked.fill(true, from, from + wanted.length)
  }
  return letters.map((letter, i) => [letter, marked[i] ?? false])
}
