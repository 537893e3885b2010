import type { Command } from 'commander'
import type { PreparedCorrection } from '../../actions/editions/correct-edition.ts'
import { count } from '../../config/count.ts'
import { printable, printableLines } from '../../config/printable.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { serverAddress } from '../../config/server-address.ts'
import { whyLeftOut } from '../../editions/why-left-out.ts'
import { sayByWhat } from '../by-what.ts'
import { type Cli, type CommonOptions, type Publication, runWith, withCommon } from '../cli.ts'
import { describeEndedAtOnce } from '../follow-send.ts'
import type { Shown } from '../run-command.ts'
import { follow, type SendReport } from './send.ts'

interface CorrectOptions extends CommonOptions {
  note: string
  yes?: boolean
  now?: boolean
}

export function correctCommand(program: Command, cli: Cli): void {
  const command = program
    .command('correct')
    .description('a short mail to those who got an edition, and a note on its archive page')
    .argument('<edition>', 'as weekly/12')
    .requiredOption('--note <file>', 'what it says, in Markdown')
    .option('--now', 'without the start_delay in which it can be undone')
    .option('-y, --yes', 'do not ask')
  withCommon(command, 'broadsheet correct weekly/12 --note correction.md').action(
    (edition: string, options: CorrectOptions) =>
      runWith(cli, options, (publication) => correct(cli, publication, edition, options)),
  )
}

async function correct(
  cli: Cli,
  publication: Publication,
  edition: string,
  { note: file, yes, now, json }: CorrectOptions,
): Promise<Shown<SendReport>> {
  const prepared = await publication.prepareCorrection({ edition, file })
  const servers = publication.config.smtp.map((server) => serverAddress(server, publication.config.dir))
  const plan = { transport: prepared.transport, servers, problems: prepared.problems }
  const answer = yes || (await ask(cli, prepared, sayByWhat(plan), json))
  if (answer !== true)
    return {
      report: { state: 'cancelled', reason: 'Nothing was sent.', deliveries: {}, seconds: 0, problems: [] },
      text: 'Nothing was sent.',
      exitCode: answer === undefined ? 1 : 0,
    }
  // From here on there is an edition, and whoever stops this must hear of it.
  let name: string | undefined
  const interrupted = cli.onInterrupt(() => {
    if (name) cli.terminal.err(describeEndedAtOnce(name, publication.config))
  })
  const started = await prepared.start({ now })
  name = started.edition
  return follow(cli, publication, started, { json, interrupted, plan })
}

/** Undefined: Ctrl-C. */
async function ask(
  cli: Cli,
  { edition, subject, text, recipientCount, waitingCount, excluded }: PreparedCorrection,
  byWhat: string,
  json: boolean | undefined,
): Promise<boolean | undefined> {
  if (!cli.terminal.isInteractive || json)
    throw new BroadsheetError(
      failure('send.question', 'There is nobody here to ask whether to send this.', { hint: 'Pass --yes.' }),
      2,
    )
  const people = count(recipientCount, 'person', 'people')
  const left = Object.entries(excluded).map(([reason, number]) => `  left out: ${number} (${whyLeftOut(reason)})`)
  cli.terminal.err(
    [
      `A correction of ${edition} for ${people}, ${byWhat}`,
      `  "${printable(subject)}"`,
      ...(waitingCount > 0 ? [`  after the edition, which they are still to get: ${waitingCount}`] : []),
      ...left,
      '',
      printableLines(text),
      '',
    ].join('\n'),
  )
  return cli.terminal.confirm(`Send it to ${people}?`)
}
