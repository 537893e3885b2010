import type { Command } from 'commander'
import type { InitResult } from '../../actions/init.ts'
import { count } from '../../config/count.ts'
import { DIALECTS } from '../../config/dialects.ts'
import type { Cli } from '../cli.ts'
import { table } from '../layout-text.ts'
import { runCommand } from '../run-command.ts'

export function initCommand(program: Command, cli: Cli): void {
  program
    .command('init')
    .description("find the site's engine, title, URL and permalinks; write broadsheet.toml, templates and .env")
    .argument('[dir]', "the site's folder", '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  $ broadsheet init')
    .action(async (dir: string, options: { json?: boolean }) => {
      const exitCode = await runCommand(cli.terminal, options.json, async () => {
        const result = await cli.init(dir)
        return { report: { ...result, problems: [] }, text: describe(result) }
      })
      cli.finish(exitCode)
    })
}

function describe({ engine, foundIn, written, kept, secret, ignored, guesses }: InitResult): string {
  const lines = [`Found a ${DIALECTS[engine]} site (${foundIn.join(', ')}).`]
  if (written.length > 0) lines.push(`Wrote ${foldTemplates(written)}.`)
  if (kept.length > 0) lines.push(`Left as they were: ${foldTemplates(kept)}.`)
  if (secret === 'made') lines.push('Made a secret and kept it in .env: it signs unsubscribe links, so do not lose it.')
  if (ignored.length > 0) lines.push(`Added to .gitignore: ${ignored.join(', ')}.`)
  if (guesses.length > 0) lines.push('', 'Look these over in broadsheet.toml:', ...guesses.map((guess) => `  ${guess}`))
  lines.push('', 'Next:', table(NEXT))
  return lines.join('\n')
}

const NEXT = [
  ['', 'broadsheet check', 'what to put right; sends nothing'],
  ['', 'broadsheet adopt', 'all that is live now is marked as already sent'],
  ['', 'broadsheet subscribers import list.csv', 'or: subscribers add ADDRESS'],
  ['', 'broadsheet send weekly --to ADDRESS', 'a test, of the newest posts'],
  ['', 'broadsheet plan', 'what a send would do now'],
]

/** The templates are many and their names say nothing yet: `broadsheet.toml, templates/ (8 files)`. */
function foldTemplates(files: string[]): string {
  const others = files.filter((file) => !file.startsWith('templates/'))
  const templates = files.length - others.length
  return [...others, ...(templates > 0 ? [`templates/ (${count(templates, 'file')})`] : [])].join(', ')
}
