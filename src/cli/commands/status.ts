import type { Command } from 'commander'
import { Temporal } from 'temporal-polyfill'
import type { EditionStatus, StatusReport } from '../../actions/status.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { table } from '../layout-text.ts'
import { whyLeftOut } from '../left-out.ts'

export function statusCommand(program: Command, cli: Cli): void {
  const command = program
    .command('status')
    .description('newsletters, editions, what is held and why')
    .argument('[edition]', 'as weekly/12')
  withCommon(command, 'npx broadsheet status weekly/12').action((edition: string | undefined, options: CommonOptions) =>
    runWith(cli, options, async (publication) => {
      const report = await publication.status(edition)
      return { report, text: describe(report, publication.config.site.timezone) }
    }),
  )
}

function describe(report: StatusReport, timezone: string): string {
  const newsletters = report.newsletters.map(({ id, next, lastEdition }) => [
    id,
    next ? `next ${local(next, timezone)}` : 'no schedule',
    lastEdition ? `last ${lastEdition}` : 'nothing sent yet',
  ])
  const editions = report.editions.map((edition) => [
    edition.edition,
    edition.state + (edition.reason ? ` (${edition.reason})` : ''),
    local(edition.stateAt, timezone),
    edition.subject,
    describeCounts(edition),
  ])
  return [table(newsletters), table(editions), describeDetail(report.detail, timezone)].filter(Boolean).join('\n\n')
}

function describeCounts({ deliveries }: EditionStatus): string {
  return Object.entries(deliveries)
    .map(([state, number]) => `${number} ${state}`)
    .join(', ')
}

function describeDetail(detail: StatusReport['detail'], timezone: string): string {
  if (!detail) return ''
  const steps = detail.steps.map(({ state, reason, at }) => ['', local(at, timezone), state, reason ?? ''])
  const excluded = Object.entries(detail.excluded).map(([reason, number]) => [
    '',
    String(number),
    `left out: ${whyLeftOut(reason)}`,
  ])
  const reasons = [
    ...detail.deferrals.map((reason) => ['deferred', reason] as const),
    ...detail.rejections.map((reason) => ['rejected', reason] as const),
  ].map(([what, { reason, domain, count }]) => ['', String(count), `${what} by ${domain}: ${reason}`])
  return [table([...steps, ...excluded, ...reasons]), describePace(detail)].filter(Boolean).join('\n')
}

function describePace({ perSecond, secondsLeft }: NonNullable<StatusReport['detail']>): string {
  if (perSecond === 0) return ''
  const left = secondsLeft === undefined ? '' : `, ${duration(secondsLeft)} left`
  return `  ${perSecond} deliveries a second over the last minute${left}`
}

function duration(seconds: number): string {
  return Temporal.Duration.from({ seconds }).round({ largestUnit: 'hours' }).toLocaleString('en')
}

function local(instant: string, timezone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timezone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
}
