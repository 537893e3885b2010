/** Of what a command complained, in a line of progress. */
export function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
