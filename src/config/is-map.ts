/** Whether a value that was read is a map, of YAML, TOML, JSON or a script: no list, and nothing single. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
