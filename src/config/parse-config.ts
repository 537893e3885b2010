import { basename, dirname } from 'node:path'
import { completeConfig } from './complete-config.ts'
import type { Config } from './config.ts'
import { describeIssue, type PlacedProblem, placeProblems } from './config-problems.ts'
import { configSchema } from './config-schema.ts'
import { type Environment, type Expanded, takeEnvironment } from './environment.ts'
import { formatKeyPath, isTable, type KeyPath } from './key-path.ts'
import { parseToml } from './parse-toml.ts'
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
  const written = parseToml(text, basename(file))
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
  return { problems: placeProblems(found, text, basename(file)) }
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
