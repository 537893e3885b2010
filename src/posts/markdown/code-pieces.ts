/** A piece of Markdown; `isCode`: what stands in it is shown as it is. */
export interface MarkdownPiece {
  text: string
  isCode: boolean
}

const FENCE = /^[ \t]*(?:>[ \t]*)*(`{3,}|~{3,})/
const INDENTED = /^(?: {4}|\t)/

/** Cuts a text into code and what is none: fences, indented blocks, and spans within a paragraph. Loses no text; in one pass. */
export function codePieces(text: string): MarkdownPiece[] {
  const pieces: MarkdownPiece[] = []
  let prose = ''
  const takeProse = () => {
    if (prose !== '') pieces.push(...spanPieces(prose))
    prose = ''
  }
  let fence: string | undefined
  let afterBlank = true as boolean
  for (const line of text.split(/(?<=\n)/)) {
    const mark = FENCE.exec(line)?.[1]
    const isIndented: boolean = fence === undefined && afterBlank && INDENTED.test(line) && line.trim() !== ''
    if (fence === undefined && mark === undefined && !isIndented) prose += line
    else {
      takeProse()
      pieces.push({ text: line, isCode: true })
    }
    if (fence === undefined) fence = mark
    else if (mark?.startsWith(fence) && line.trim().replace(/^(?:>\s*)+/, '') === mark) fence = undefined
    afterBlank = line.trim() === '' || isIndented
  }
  takeProse()
  return pieces
}

/** Spans of code: as many backticks close one as open it (CommonMark, "Code spans"); none reaches over a blank line. */
function spanPieces(prose: string): MarkdownPiece[] {
  return prose.split(/(\n[ \t]*\n)/).flatMap(inParagraph)
}

function inParagraph(text: string): MarkdownPiece[] {
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: run }) => ({ at: index, size: run.length }))
  const bySize = new Map<number, number[]>()
  for (const { at, size } of runs) {
    const same = bySize.get(size)
    if (same) same.push(at)
    else bySize.set(size, [at])
  }
  const pieces: MarkdownPiece[] = []
  let at = 0
  for (const run of runs) {
    if (run.at < at) continue
    const sameSize = bySize.get(run.size) ?? []
    while (sameSize.length > 0 && (sameSize[0] ?? 0) <= run.at) sameSize.shift()
    const [end] = sameSize
    if (end === undefined) continue
    if (run.at > at) pieces.push({ text: text.slice(at, run.at), isCode: false })
    pieces.push({ text: text.slice(run.at, end + run.size), isCode: true })
    at = end + run.size
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isCode: false })
  return pieces
}
