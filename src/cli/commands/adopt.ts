import { type Command, InvalidArgumentError } from 'commander'
import { Temporal } from 'temporal-polyfill'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { count } from '../layout-text.ts'

export function adoptCommand(program: Command, cli: Cli): void {
  const command = program
    .command('adopt')
    .description('count what is live now as already sent')
    .argument('[newsletter]', 'only for this one')
    .option('--before <date>', 'only what was published before this day or instant; what is later is new', dayOrInstant)
  withCommon(command, 'npx broadsheet adopt weekly --before 2026-11-01').action(
    (newsletter: string | undefined, options: CommonOptions & { before?: string }) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.adopt({ newsletter, before: options.before })
        const lines = report.newsletters.map(
          ({ id, adopted, fresh, total }) =>
            `${id}: ${count(total, 'post counts', 'posts count')} as sent (${adopted} more than before), ${count(fresh, 'post')} new again.`,
        )
        return { report, text: lines.join('\n'), exitCode: 0 }
      }),
  )
}

function dayOrInstant(text: string): string {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? Temporal.PlainDate.from(text).toString()
      : Temporal.Instant.from(text).toString()
  } catch {
    throw new InvalidArgumentError('Write it as 2026-11-01 or 2026-11-01T09:00:00+08:00.')
  }
}
