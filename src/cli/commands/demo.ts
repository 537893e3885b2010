import type { Command } from 'commander'
import type { BuildReport } from '../../actions/build.ts'
import type { Scan } from '../../actions/record-scan.ts'
import type { Report } from '../../actions/report.ts'
import { count } from '../../config/count.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import type { Post } from '../../posts/post.ts'
import { type Cli, type CommonOptions, type Publication, withCommon } from '../cli.ts'
import { shortPath } from '../layout-text.ts'
import { runCommand, type Shown } from '../run-command.ts'
import { describeBuild } from './build.ts'

/** Addresses of a domain that is nobody's (RFC 2606). */
const READERS = [
  { address: 'ada@example.com', name: 'Ada' },
  { address: 'mei@example.org', name: '美玲' },
  { address: 'noa@example.net', name: 'נועה' },
]

/** So many of the newest posts are news; what is older counts as sent. */
const NEWS = 3

export function demoCommand(program: Command, cli: Cli): void {
  const command = program
    .command('demo')
    .description('see the whole thing work: the sample posts become feeds and a newsletter in a test mailbox')
  withCommon(command, 'npm run demo').action(async (options: CommonOptions) => {
    const exitCode = await runCommand(cli.terminal, options.json, async () => {
      const secret = await cli.keepSecret(options.config)
      const publication = await cli.open(options.config, () => {})
      try {
        return await demonstrate(publication, secret)
      } finally {
        await publication.close()
      }
    })
    cli.finish(exitCode)
  })
}

async function demonstrate(publication: Publication, secret: 'made' | 'kept'): Promise<Shown<Report>> {
  requireCaptureMailbox(publication)
  const newsletter = publication.config.newsletters[0]?.id
  const first = await publication.scan()
  if (first.baselines.length > 0) await prepareNews(publication, first)
  const build = await publication.build()
  const sent = newsletter ? await sendNews(publication, newsletter) : []
  return {
    report: { problems: build.problems },
    text: [
      ...(secret === 'made' ? ['Made a secret and kept it in .env.'] : []),
      ...describe(publication, build, sent),
    ].join('\n'),
    exitCode: 0,
  }
}

/** The first run only: readers who subscribed before the three newest posts appeared. */
async function prepareNews(publication: Publication, { live }: Scan): Promise<void> {
  for (const reader of READERS) await publication.addSubscriber(reader)
  const oldestNews = newestFirst(live)[NEWS - 1] ?? newestFirst(live).at(-1)
  if (oldestNews) await publication.adopt({ before: oldestNews.publishedAt.instant.toString() })
}

async function sendNews(publication: Publication, newsletter: string): Promise<string[]> {
  const { plan, start } = await publication.prepareSend({ newsletter, newsOnly: true })
  const started = await start(true)
  if (started.outcome !== 'made') return ['Nothing is new: nothing was sent.']
  const { counts, seconds } = await publication.whileDelivering(
    () => {},
    () => publication.follow(started.id, new AbortController().signal, () => {}),
  )
  return [
    `Sent ${started.edition}, "${plan.variants[0]?.subject}", with ${count(plan.posts.length, 'post')}:`,
    ...plan.posts.map(({ title }) => `  ${title}`),
    `${count(counts.accepted ?? 0, 'mail')} accepted by the capture mailbox in ${seconds.toFixed(1)} s.`,
  ]
}

function describe({ config }: Publication, build: BuildReport, sent: string[]): string[] {
  const shown = (path = '') => shortPath(path, config.dir)
  return [
    describeBuild(build, shown(config.output.dir)),
    '',
    ...sent,
    '',
    'Where to look:',
    `  feeds    ${shown(config.output.dir)}/feed.xml, atom.xml, feed.json`,
    `  mails    ${shown(config.smtp[0]?.mailboxDir)}/*.eml`,
    `  browser  npm start, then ${config.web.url}mailbox/`,
  ]
}

/** A demonstration mails nobody. */
function requireCaptureMailbox({ config }: Publication): void {
  if (config.smtp[0]?.kind === 'mailbox') return
  throw new BroadsheetError(
    failure('send.no-smtp', 'The demo sends to a capture mailbox only.', {
      file: config.file,
      hint: 'Set url = "mailbox:dist/mail" under [[smtp]], or use `broadsheet send`.',
    }),
  )
}

function newestFirst(posts: Post[]): Post[] {
  return [...posts].sort((a, b) => b.publishedAt.instant.epochMilliseconds - a.publishedAt.instant.epochMilliseconds)
}
