import type { Command } from 'commander'
import type { PlanReport } from '../../actions/editions/plan-edition.ts'
import { printable } from '../../config/printable.ts'
import { sayByWhat } from '../by-what.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { count } from '../layout-text.ts'
import { whyLeftOut } from '../left-out.ts'

export interface PlanOptions extends CommonOptions {
  post?: string[]
  cadence?: string
}

export function planCommand(program: Command, cli: Cli): void {
  const command = program
    .command('plan')
    .description('what a send would do now; the plan is kept for 7 days')
    .argument('[newsletter]')
    .option('--post <files...>', 'these posts, whatever is due')
    .option('--cadence <name>', 'of a newsletter that has several')
  withCommon(command, 'broadsheet plan weekly').action((newsletter: string | undefined, options: PlanOptions) =>
    runWith(cli, options, async (publication) => {
      const report = await publication.plan({ newsletter, posts: options.post, cadence: options.cadence })
      return { report, text: describePlan(report), exitCode: 0 }
    }),
  )
}

export function describePlan(report: PlanReport): string {
  if (report.posts.length === 0) return `${report.newsletter}: nothing is new.`
  const lines = [
    `${report.newsletter}: ${count(report.posts.length, 'post')} for ${count(report.recipientCount, 'person', 'people')}, ${sayByWhat(report)}`,
  ]
  for (const { title, url, publishedAt } of report.posts) lines.push(`  ${publishedAt.slice(0, 10)}  ${title}  ${url}`)
  for (const { subject, recipientCount, bytes } of report.variants) {
    lines.push(`  "${subject}" to ${count(recipientCount, 'person', 'people')}, ${Math.ceil(bytes / 1024)} KB each`)
  }
  for (const [reason, number] of Object.entries(report.excluded))
    lines.push(`  left out: ${number} (${whyLeftOut(reason)})`)
  if (report.recipientCount === 0 && Object.keys(report.excluded).length === 0)
    lines.push('  nobody is subscribed: broadsheet subscribers add ADDRESS')
  for (const sentence of report.holds) lines.push(`  it would be held: ${sentence}`)
  if (report.recipientCount > 0) lines.push(`Send just this: broadsheet send ${report.newsletter} --plan ${report.id}`)
  return lines.map(printable).join('\n')
}
