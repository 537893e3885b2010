import type { Command } from 'commander'
import { startSentences } from '../../actions/editions/describe-start.ts'
import { fewLeftOut } from '../../actions/editions/left-out.ts'
import type { PlanReport } from '../../actions/editions/plan-edition.ts'
import { count } from '../../config/count.ts'
import { printable } from '../../config/printable.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { kilobytes } from '../../config/say-number.ts'
import { whyLeftOut } from '../../editions/why-left-out.ts'
import { sayByWhat } from '../by-what.ts'
import { type Cli, type CommonOptions, type Publication, runWith, withCommon } from '../cli.ts'
import type { Shown } from '../run-command.ts'

export interface PlanOptions extends CommonOptions {
  post?: string[]
  cadence?: string
  html?: string
  drafts?: boolean
}

/** With --html: the plan, and what mails stand in the file. */
interface PlanPageReport extends PlanReport {
  html: { file: string; mails: PlanReport['variants'] }
}

export function planCommand(program: Command, cli: Cli): void {
  const command = program
    .command('plan')
    .description('what a send would do now; the plan is kept for 7 days')
    .argument('[newsletter]')
    .option('--post <files...>', 'these posts, whatever is due')
    .option('--cadence <name>', 'of a newsletter that has several')
    .option('--html <file>', 'writes it into one HTML file as well, with its mails, to be looked at elsewhere')
    .option('--drafts', 'with --html: posts of --post that the site does not show yet, too; then no plan is kept')
  withCommon(command, 'broadsheet plan weekly').action((newsletter: string | undefined, options: PlanOptions) =>
    runWith<PlanReport>(cli, options, async (publication) => {
      const request = { newsletter, posts: options.post, cadence: options.cadence }
      if (options.html !== undefined) return planPage(publication, request, { ...options, html: options.html })
      if (options.drafts) throw new BroadsheetError(failure('cli.usage', '--drafts goes with --html FILE.'), 2)
      const report = await publication.plan(request)
      const text = describePlan(report, startSentences(report, publication.config.site.timezone))
      return { report, text, exitCode: report.isFaulty ? 1 : 0 }
    }),
  )
}

async function planPage(
  publication: Publication,
  request: { newsletter?: string; posts?: string[]; cadence?: string },
  { html: file, drafts }: { html: string; drafts?: boolean },
): Promise<Shown<PlanPageReport>> {
  const edition = await (drafts ? publication.preview(request) : publication.planWithMails(request))
  const mails = await publication.writePlanPage(edition, file)
  const problems = [...edition.siteProblems, ...edition.plan.problems]
  const report = { ...edition.plan, isFaulty: problems.some(({ severity }) => severity === 'error'), problems }
  const text = drafts
    ? edition.about.map(printable).join('\n')
    : describePlan(report, startSentences(report, publication.config.site.timezone))
  return {
    report: { ...report, html: { file, mails } },
    text: `${text}\nLook at it in ${file}`,
    exitCode: report.isFaulty ? 1 : 0,
  }
}

export function describePlan(report: PlanReport, starts: string[] = []): string {
  const { newsletter, posts, recipientCount, leftOut, excluded } = report
  const lines = posts.length > 0 ? describeEdition(report) : [whyNothing(report)]
  for (const [reason, number] of Object.entries(excluded)) lines.push(`  left out: ${number} (${whyLeftOut(reason)})`)
  const { told, rest } = fewLeftOut(leftOut)
  for (const sentence of [...told.map((left) => left.sentence), ...rest]) lines.push(`  ${sentence}`)
  if (recipientCount === 0 && Object.keys(excluded).length === 0)
    lines.push('  nobody is subscribed: broadsheet subscribers add ADDRESS')
  lines.push(...starts.map((sentence) => `  ${sentence}`))
  for (const sentence of report.holds) lines.push(`  it would be held: ${sentence}`)
  for (const sentence of report.waits) lines.push(`  it would wait: ${sentence}`)
  if (report.isFaulty) lines.push('  no mail can be made of it: see above')
  else if (recipientCount > 0) lines.push(`Send just this: broadsheet send ${newsletter} --plan ${report.id}`)
  return lines.map(printable).join('\n')
}

function describeEdition(report: PlanReport): string[] {
  const { newsletter, posts, recipientCount, variants, pictures } = report
  const people = count(recipientCount, 'person', 'people')
  return [
    `${newsletter}: ${count(posts.length, 'post')} for ${people}, ${sayByWhat(report)}`,
    ...posts.map(({ title, url, publishedAt }) => `  ${publishedAt.slice(0, 10)}  ${title}  ${url}`),
    ...variants.map(
      (variant) =>
        `  "${variant.subject}" to ${count(variant.recipientCount, 'person', 'people')}, ${Math.ceil(variant.bytes / 1024)} KB each${pictureWeight(variant, pictures)}`,
    ),
  ]
}

function pictureWeight({ pictureBytes }: PlanReport['variants'][number], from: PlanReport['pictures']): string {
  if (pictureBytes === 0) return ''
  return from === 'mail'
    ? `, with pictures of ${kilobytes(pictureBytes)} in it`
    : `, and pictures of ${kilobytes(pictureBytes)}`
}

/** Had by all is not new to anybody. */
function whyNothing({ newsletter, leftOut, excluded }: PlanReport): string {
  const reasons = Object.keys(excluded).filter((reason) => !NOTHING_NEW.has(reason))
  if (leftOut.length > 0) return `${newsletter}: nothing else is new.`
  return reasons.length > 0 ? `${newsletter}: nobody is due any of the new posts.` : `${newsletter}: nothing is new.`
}

const NOTHING_NEW = new Set(['had-it', 'nothing-due', 'suppressed'])
