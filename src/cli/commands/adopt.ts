import { type Command, InvalidArgumentError, Option } from 'commander'
import { Temporal } from 'temporal-polyfill'
import type { AdoptReport } from '../../actions/adopt.ts'
import type { AdoptFeedReport } from '../../actions/adopt-feed.ts'
import { count } from '../../config/count.ts'
import { printable } from '../../config/printable.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'

export function adoptCommand(program: Command, cli: Cli): void {
  const command = program
    .command('adopt')
    .description('count what is live now as already sent')
    .argument('[newsletter]', 'only for this one')
    .option('--before <date>', 'only what was published before this day or instant; what is later is new', dayOrInstant)
    .addOption(
      new Option('--post <files...>', 'only these posts: they are marked as already sent').conflicts([
        'before',
        'feed',
      ]),
    )
    .addOption(
      new Option(
        '--feed <url>',
        "take over the ids of the site's present feed, a URL or a file, and nothing else",
      ).conflicts('before'),
    )
  withCommon(command, 'broadsheet adopt weekly --before 2026-11-01').action(
    (newsletter: string | undefined, options: CommonOptions & { before?: string; feed?: string; post?: string[] }) =>
      runWith<AdoptReport | AdoptFeedReport>(cli, options, async (publication) => {
        if (options.feed) {
          const report = await publication.adoptFeed(options.feed)
          return { report, text: describeAdopted(report), exitCode: 0 }
        }
        const report = await publication.adopt({ newsletter, before: options.before, posts: options.post })
        return { report, text: report.newsletters.map(describeLine).join('\n'), exitCode: 0 }
      }),
  )
}

function describeLine({ id, adopted, fresh, total, reach }: AdoptReport['newsletters'][number]): string {
  const more = adopted === total ? '' : adopted > 0 ? `, ${adopted} of them from now on` : ', as before'
  const again = fresh > 0 ? `; ${count(fresh, 'post is', 'posts are')} new again` : ''
  const line = `${id}: ${count(total, 'post is', 'posts are')} marked as already sent${more}${again}.`
  if (reach === undefined) return line
  const people = count(reach, 'person who is', 'people who are')
  return `${line} What is new is for the ${people} subscribed now, and for nobody who comes later: subscribe or import them first, then say this again.`
}

function describeAdopted({ adopted, unmatched }: AdoptFeedReport): string {
  const taken = `${count(adopted.length, 'post has', 'posts have')} the id of an entry of that feed now.`
  const kept = adopted.length > 0 ? [`They are kept in broadsheet.ids.toml: commit it with the site.`] : []
  const left = unmatched.map(({ title, id }) => `  ${printable(title || id)}`)
  const missed =
    left.length > 0 ? [`${count(left.length, 'entry belongs', 'entries belong')} to no live post:`, ...left] : []
  return [taken, ...kept, ...missed].join('\n')
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
