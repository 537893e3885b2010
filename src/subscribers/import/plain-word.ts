/** A heading or a value as such are compared: letters and digits alone, in lower case, without accents. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** A table's words, parted by commas, as plain words. */
export function wordList(words: string): string[] {
  return words
    .split(',')
    .map(plainWord)
    .filter((word) => word !== '')
}

/** Table of lists of words → what each plain word stands for. */
export function wordsOf<Meaning extends string>(table: Record<Meaning, string>): Map<string, Meaning> {
  const entries = Object.entries(table) as [Meaning, string][]
  return new Map(entries.flatMap(([meaning, words]) => wordList(words).map((word) => [word, meaning])))
}
