import { basename, dirname } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import { completeConfig } from './complete-config.ts'
import type { Config } from './config.ts'
import { describeIssue, type PlacedProblem } from './config-problems.ts'
import { configSchema } from './config-schema.ts'
import { type Environment, type Expanded, takeEnvironment } from './environment.ts'
import { keyLines } from './key-lines.ts'
import { formatKeyPath, isTable, type KeyPath } from './key-path.ts'
import { failure, type Problem } from './problem.ts'

export const SECRET_VARIABLE = 'BROADSHEET_SECRET'

/**
 * broadsheet.toml's text → Config, or every problem at once, each with its key, its line and what to write.
 * No problem shows a password, a secret, an address or anything that came from the environment.
 *
 * @param file absolute path of broadsheet.toml: other paths are relative to its folder
 * @param env what `${NAME}` is looked up in, `.env` already merged
 * @param isCron whether the scheduler understands an expression
 */
export function parseConfig(
  text: string,
  file: string,
  env: Environment,
  isCron: (text: string) => boolean,
): { config?: Config; problems: Problem[] } {
  const written = parseToml(text, file)
  if ('problem' in written) return { problems: [written.problem] }
  const expanded = takeEnvironment(withDefaultSecrets(written.tree), env)
  const schema = configSchema({ dir: dirname(file), isCron })
  const checked = schema.safeParse(expanded.tree)
  if (checked.success && expanded.missing.length === 0)
    return { config: completeConfig(checked.data, file), problems: [] }
  const issues = checked.error?.issues ?? []
  const context = { schema, tree: expanded.tree, taken: expanded.taken }
  const found = [
    ...expanded.missing.map(describeMissingVariable),
    // A place whose variable is missing has had its sentence: what it holds now is not what will be there.
    ...issues.flatMap((issue) => describeIssue(issue, context)).filter(({ path }) => !isMissing(path, expanded)),
  ]
  return { problems: placeProblems(found, text, file) }
}

function parseToml(text: string, file: string): { tree: unknown } | { problem: Problem } {
  try {
    return { tree: parse(text) }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    // The rest of the error's message quotes the lines around it, and a password may stand there.
    const reason = error.message.split('\n', 1)[0]?.replace('Invalid TOML document: ', '')
    const place = { file: basename(file), line: error.line, column: error.column }
    const hint = 'Strings are in quotes, tables are in [brackets]: see https://toml.io.'
    return { problem: failure('config.syntax', `This is not TOML: ${reason}.`, { ...place, hint }) }
  }
}

/** `web.secrets` is the variable that `init` makes, unless it says otherwise. */
function withDefaultSecrets(tree: unknown): unknown {
  if (!isTable(tree)) return tree
  const web = tree.web ?? {}
  if (!isTable(web) || web.secrets !== undefined) return tree
  return { ...tree, web: { ...web, secrets: [`\${${SECRET_VARIABLE}}`] } }
}

function describeMissingVariable({ name, path }: Expanded['missing'][number]): PlacedProblem {
  const message = `${formatKeyPath(path)} takes the environment variable ${name}, and it is not set.`
  const hint =
    name === SECRET_VARIABLE
      ? '`broadsheet init` makes a secret and keeps it in .env beside broadsheet.toml.'
      : `Set it, or write ${name}=… in .env beside broadsheet.toml.`
  return { path, problem: failure('config.env-missing', message, { hint }) }
}

function isMissing(path: KeyPath, { missing }: Expanded): boolean {
  return missing.some((variable) => formatKeyPath(variable.path) === formatKeyPath(path))
}

function placeProblems(found: PlacedProblem[], text: string, file: string): Problem[] {
  const lineOf = keyLines(text)
  return found
    .map(({ path, problem }) => ({ ...problem, file: basename(file), line: lineOf(path) }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}
