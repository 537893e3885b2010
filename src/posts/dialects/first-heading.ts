const ATX = /^ {0,3}#[ \t]+([^\n]*?)(?:[ \t]+#+)?[ \t]*$/
const UNDERLINE = /^ {0,3}=+[ \t]*$/

/** A heading of the first level with which a text begins: its words, and the lines that it stands on, from 0. */
export function firstHeading(lines: readonly string[]): { title: string; from: number; to: number } | undefined {
  const from = lines.findIndex((line) => line.trim() !== '')
  const [line = '', below = ''] = from < 0 ? [] : lines.slice(from, from + 2)
  const words = ATX.exec(line)?.[1]
  if (words) return { title: plainWords(words), from, to: from + 1 }
  if (line.trim() !== '' && UNDERLINE.test(below)) return { title: plainWords(line), from, to: from + 2 }
  return undefined
}

/** Without emphasis, code, links and a heading's own id. */
function plainWords(line: string): string {
  return line
    .replace(/\{[^{}]*\}\s*$/, '')
    .replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
    .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1')
    .replace(/[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .replace(/\\([\\`*_{}[\]()#+.!-])/g, '$1')
    .trim()
}
