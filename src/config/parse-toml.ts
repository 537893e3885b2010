import { parse, TomlError } from 'smol-toml'
import { failure, type Problem } from './problem.ts'

/** @param file as it is shown */
export function parseToml(text: string, file: string): { tree: unknown } | { problem: Problem } {
  try {
    return { tree: parse(text) }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    // The rest of the error's message quotes the lines around it, and a password may stand there.
    const reason = error.message.split('\n', 1)[0]?.replace('Invalid TOML document: ', '')
    const place = { file, line: error.line, column: error.column }
    const hint = 'Strings are in quotes, tables are in [brackets]: see https://toml.io.'
    return { problem: failure('config.syntax', `This is not TOML: ${reason}.`, { ...place, hint }) }
  }
}
