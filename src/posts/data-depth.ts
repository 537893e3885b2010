/** How deep lists and maps may stand in each other: far more than any site needs, and far from the end of the stack for all who walk them. */
export const MAX_DATA_DEPTH = 100

export const TOO_DEEP = `its lists and maps are nested more than ${MAX_DATA_DEPTH} deep`

/** Whether a value that was read is nested too deep. Level by level: by aliases, a flat YAML text may make a deep value that shares its parts. */
export function isTooDeep(value: unknown): boolean {
  let level = containers([value])
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth === MAX_DATA_DEPTH) return true
    level = containers([...level].flatMap((container) => Object.values(container)))
  }
  return false
}

function containers(values: unknown[]): Set<object> {
  return new Set(values.filter((value) => typeof value === 'object' && value !== null))
}
