import type { ExamplesVerdict } from './oracle-examples.ts'

/** Each difference with its example, and the figures of the folder. */
export function describeExamples(path: string, { count, differences }: ExamplesVerdict): string {
  const blocks = differences.map(
    ({ name, markdown, what, hugo, ours }) =>
      `${name}: ${what}\n  ${JSON.stringify(markdown)}\n  hugo ${JSON.stringify(hugo)}\n  ours ${JSON.stringify(ours)}\n`,
  )
  const names = new Set(differences.map(({ name }) => name))
  return `${blocks.join('')}${path}: ${count} examples, ${names.size} with differences that are not listed\n`
}
