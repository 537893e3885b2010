import { type Command, Option } from 'commander'
import type { InitResult } from '../../actions/init.ts'
import type { Report } from '../../actions/report.ts'
import { count } from '../../config/count.ts'
import { DIALECTS } from '../../config/dialects.ts'
import { CLASSIC, LOOK_NAMES, LOOKS, type LookName } from '../../config/theme.ts'
import type { Cli } from '../cli.ts'
import { table } from '../layout-text.ts'
import { runCommand } from '../run-command.ts'

export function initCommand(program: Command, cli: Cli): void {
  program
    .command('init')
    .description("find the site's engine, title, URL and permalinks; write broadsheet.toml, templates and .env")
    .argument('[dir]', "the site's folder", '.')
    .addOption(new Option('--look <name>', 'what mails look like').choices(LOOK_NAMES))
    .option('--feed <url>', 'read the posts from this feed, whatever makes it')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  $ broadsheet init --look modern\n  $ broadsheet init --feed https://night.example/feed/',
    )
    .action(async (dir: string, options: { look?: LookName; feed?: string; json?: boolean }) => {
      const exitCode = await runCommand<Report>(cli.terminal, options.json, async () => {
        const result = await cli.init(dir, {
          feed: options.feed,
          chooseLook: async () => options.look ?? askForLook(cli, options.json),
        })
        if (!result) return { report: { problems: [] }, text: 'Nothing was written.', exitCode: 1 }
        return { report: { ...result, problems: [] }, text: describe(result, options) }
      })
      cli.finish(exitCode)
    })
}

async function askForLook({ terminal }: Cli, json: boolean | undefined): Promise<LookName | undefined> {
  return terminal.isInteractive && !json ? terminal.choose('What should your mails look like?', LOOKS) : CLASSIC.look
}

function describe(
  { engine, foundIn, look, written, kept, secret, ignored, guesses }: InitResult,
  { look: asked, feed }: { look?: LookName; feed?: string },
): string {
  const found = foundIn.join(', ')
  const lines = [
    feed === undefined ? `Found ${withArticle(DIALECTS[engine])} site (${found}).` : `Read the feed ${found}.`,
  ]
  if (written.length > 0) lines.push(`Wrote ${foldTemplates(written)}.`)
  if (kept.length > 0) lines.push(`Left as they were: ${foldTemplates(kept)}.`)
  if (asked && asked !== look)
    lines.push(`The look is ${look}, as templates/theme.toml says; docs/templates.md says how to change it.`)
  if (secret === 'made') lines.push('Made a secret and kept it in .env: it signs unsubscribe links, so do not lose it.')
  if (ignored.length > 0) lines.push(`Added to .gitignore: ${ignored.join(', ')}.`)
  if (guesses.length > 0) lines.push('', 'Look these over in broadsheet.toml:', ...guesses.map((guess) => `  ${guess}`))
  lines.push('', 'Next:', table(NEXT))
  return lines.join('\n')
}

const NEXT = [
  ['', 'templates/theme.toml', 'colours, fonts, logo'],
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

function withArticle(name: string): string {
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`
}
