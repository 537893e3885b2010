import { isTable, type KeyPath } from './key-path.ts'

/** What the process was started with, and what `.env` adds. */
export type Environment = Readonly<Record<string, string | undefined>>

/** `${NAME}` takes a variable; `$${NAME}` stands for the text `${NAME}` itself. */
const VARIABLE = /\$(\$?)\{([A-Za-z_]\w*)\}/g

export interface Expanded {
  tree: unknown
  missing: { name: string; path: KeyPath }[]
  /** Places that hold something from the environment: never shown in a problem. */
  taken: KeyPath[]
}

/** Puts environment variables into every string of a tree; one that is set but empty counts as set. */
export function takeEnvironment(tree: unknown, env: Environment): Expanded {
  const missing: Expanded['missing'] = []
  const taken: KeyPath[] = []
  const visit = (node: unknown, path: KeyPath): unknown => {
    if (Array.isArray(node)) return node.map((item, index) => visit(item, [...path, index]))
    // fromEntries and not assignment: a key named __proto__ must stay a key.
    if (isTable(node)) return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, visit(v, [...path, k])]))
    if (typeof node !== 'string') return node
    return node.replace(VARIABLE, (whole, secondDollar: string, name: string) => {
      if (secondDollar) return whole.slice(1)
      const value = env[name]
      if (value === undefined) missing.push({ name, path })
      else taken.push(path)
      return value ?? whole
    })
  }
  return { tree: visit(tree, []), missing, taken }
}

/** Text that is to stand for itself in broadsheet.toml, whatever `${NAME}` it holds. */
export function escapeEnvironment(text: string): string {
  return text.replace(/\$\{[A-Za-z_]\w*\}/g, '$$$&')
}
