import { isCron } from '../../src/jobs/cron.ts'
import { readConfig } from '../../src/sources/config-file.ts'
import { readTemplates } from '../../src/sources/template-files.ts'
import { DebianPostgres } from '../debian-postgres.ts'
import { runCommand } from '../list/programs.ts'
import { machine } from '../machine.ts'
import type { EditionsFigures, MailFigures, PlanFigures } from './figures.ts'
import type { EditionsBenchOptions } from './options.ts'
import { CADENCES, type EditionsPublication, makeEditionsPublication } from './publication.ts'
import { randomMails } from './random-mails.ts'

type Progress = (line: string) => void

/** An edition whose readers chose topics and cadences: its mails in memory, and its plan by the command for it. */
export async function editionsBench(options: EditionsBenchOptions, onProgress: Progress): Promise<EditionsFigures> {
  const before = machine()
  const { subscribers, posts, topics, postgres } = options
  const mails = await mailsOf(options, onProgress)
  const plans = await plansOn('SQLite', 'sqlite:broadsheet.db', options, onProgress)
  if (postgres) {
    const server = await DebianPostgres.start({ fsync: 'on', full_page_writes: 'on' })
    try {
      plans.push(...(await plansOn('PostgreSQL', server.url, options, onProgress)))
    } finally {
      await server.stop()
    }
  }
  return { schema: 1, bench: 'editions', machine: before, subscribers, posts, topics, mails, plans }
}

async function mailsOf(options: EditionsBenchOptions, onProgress: Progress): Promise<MailFigures> {
  const shape = { ...options, subscribers: 1, database: 'sqlite:broadsheet.db' }
  const publication = await makeEditionsPublication(shape)
  try {
    const { config } = await readConfig(publication.configFile, process.env, isCron)
    if (!config) throw new Error('the configuration of the bench is wrong')
    onProgress(`Making ${options.mails} mails`)
    return await randomMails(await readTemplates(config), options.posts, options.mails)
  } finally {
    await publication.remove()
  }
}

async function plansOn(
  name: PlanFigures['database'],
  database: string,
  options: EditionsBenchOptions,
  onProgress: Progress,
): Promise<PlanFigures[]> {
  const publication = await makeEditionsPublication({ ...options, database })
  try {
    onProgress(`Importing ${options.subscribers} subscribers, on ${name}`)
    await runCommand(publication.configFile, ['build'])
    await runCommand(publication.configFile, ['subscribers', 'import', publication.listFile, '--yes'])
    await publication.publish()
    const plans: PlanFigures[] = []
    for (const cadence of CADENCES) {
      onProgress(`Planning, ${cadence}, on ${name}`)
      plans.push({ database: name, cadence, ...(await planned(publication, cadence)) })
    }
    return plans
  } finally {
    await publication.remove()
  }
}

async function planned({ configFile }: EditionsPublication, cadence: string) {
  type Report = { recipientCount: number; variants: unknown[] }
  const { report, taken } = await runCommand<Report>(configFile, ['plan', '--cadence', cadence])
  return { recipients: report.recipientCount, variants: report.variants.length, ...taken }
}
