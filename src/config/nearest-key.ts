/** The known key that a mistyped one most likely stands for; undefined where none is near enough to be worth saying. */
export function nearestKey(written: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((key) => ({ key, distance: editDistance(written.toLowerCase().replaceAll('-', '_'), key) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= Math.max(1, Math.floor(best.key.length / 3)) ? best.key : undefined
}

/** What to do about a name that is not known. @param list what is said before those that are, where none is near */
export function nearestHint(written: string, known: readonly string[], list = 'Known here'): string {
  const nearest = nearestKey(written, known)
  return nearest ? `Did you mean ${nearest}?` : `${list}: ${known.join(', ') || 'none'}.`
}

/** How many letters must be put in, left out, changed, or swapped with the next: the optimal string alignment distance. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0
  for (let row = 1; row <= from.length; row++) {
    rows.push([row])
    for (let column = 1; column <= to.length; column++) {
      const changed = at(row - 1, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swapped = isSwap ? at(row - 2, column - 2) + 1 : changed
      rows[row]?.push(Math.min(changed, swapped, at(row - 1, column) + 1, at(row, column - 1) + 1))
    }
  }
  return at(from.length, to.length)
}
