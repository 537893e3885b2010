import { type core, z } from 'zod'
import { keyLines } from './key-lines.ts'
import { formatKeyPath, type KeyPath, valueAt } from './key-path.ts'
import { nearestHint } from './nearest-key.ts'
import { failure, type Problem } from './problem.ts'

/** What is needed to say where an issue is and what stands there. */
export interface IssueContext {
  schema: z.ZodType
  /** The tree that was checked. */
  tree: unknown
  /** Places whose value came from the environment. */
  taken: readonly KeyPath[]
}

export interface PlacedProblem {
  path: KeyPath
  problem: Problem
}

/** Problems by their lines in a TOML text; `file` as it is shown. */
export function placeProblems(found: PlacedProblem[], text: string, file: string): Problem[] {
  const lineOf = keyLines(text)
  return found
    .map(({ path, problem }) => ({ ...problem, file, line: lineOf(path) }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

/** An issue of a schema → problems: one for each unknown key, else one. */
export function describeIssue(issue: core.$ZodIssue, context: IssueContext): PlacedProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(context.schema, issue.path)
    return issue.keys.map((key) => describeUnknownKey([...issue.path, key], known))
  }
  // The message of a wrong key of a record is its own; the outer one is zod's.
  const hint = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message
  return [{ path: issue.path, problem: describeValue(issue.path, hint, context) }]
}

function describeValue(path: KeyPath, hint: string | undefined, { tree, taken }: IssueContext): Problem {
  const key = formatKeyPath(path)
  const value = valueAt(tree, path)
  if (value === undefined) return failure('config.missing', `${key} is missing.`, { hint })
  const shown = isPrivate(path, taken) ? undefined : showValue(value)
  return failure('config.invalid', `${key}${shown ? ` = ${shown}` : ''} cannot be used.`, { hint })
}

function describeUnknownKey(path: KeyPath, known: string[]): PlacedProblem {
  const key = formatKeyPath(path)
  const hint = nearestHint(String(path.at(-1)), known)
  return { path, problem: failure('config.unknown-key', `${key} is not a key that Broadsheet knows.`, { hint }) }
}

/** The keys of the table at a path. JSON Schema is the form of a schema that zod promises to keep readable. */
function knownKeys(schema: z.ZodType, path: KeyPath): string[] {
  const root: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const inside = path.flatMap((part) => (typeof part === 'number' ? ['items'] : ['properties', part]))
  return Object.keys(valueAt(root, [...inside, 'properties']) ?? {})
}

/** Keys that may hold a secret or somebody's address: their values are never shown, wherever they come from. */
const PRIVATE_KEYS: readonly PropertyKey[] = [
  'user',
  'password',
  'client_id',
  'client_secret',
  'refresh_token',
  'secrets',
  'key',
  'from',
  'reply_to',
  'email',
  'notify',
]

function isPrivate(path: KeyPath, taken: readonly KeyPath[]): boolean {
  const fromEnvironment = taken.some((place) => formatKeyPath(place) === formatKeyPath(path))
  return fromEnvironment || path.some((part) => PRIVATE_KEYS.includes(part))
}

/** Only plain values, since a table may hold a private one; and no URL with an @, which may have a password before it. */
function showValue(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string' || value.includes('@')) return undefined
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value)
}
