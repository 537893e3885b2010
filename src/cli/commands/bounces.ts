import type { Command } from 'commander'
import type { Reported, ReportKind, Report as ReturnedReport } from '../../bounces/report.ts'
import type { Problem } from '../../config/problem.ts'
import { type Cli, type CommonOptions, withCommon } from '../cli.ts'
import { table } from '../layout-text.ts'
import { runCommand } from '../run-command.ts'

/** What `--json` prints; status and reply are empty where the mail does not say. */
interface BouncesReport {
  kind: ReportKind
  recipients: (Omit<Reported, 'status' | 'reply'> & { status: string; reply: string })[]
  problems: Problem[]
}

export function bouncesCommand(program: Command, cli: Cli): void {
  const command = program
    .command('bounces')
    .description('what a returned mail, a complaint or an automatic reply says; nothing is done about it')
    .requiredOption('--file <mail>', 'the mail, with its headers')
  withCommon(command, 'broadsheet bounces --file returned.eml').action(
    async ({ file, json }: CommonOptions & { file: string }) => {
      const exitCode = await runCommand<BouncesReport>(cli.terminal, json, async () => {
        const report = await cli.readReturned(file)
        return { report: reportOf(report), text: describe(report) }
      })
      cli.finish(exitCode)
    },
  )
}

function reportOf({ kind, recipients, problems }: ReturnedReport): BouncesReport {
  const said = recipients.map(({ address, action, status = '', code, reply = '', reason, permanent }) => ({
    ...(address && { address }),
    action,
    status,
    ...(code && { code }),
    reply,
    reason,
    permanent,
  }))
  return { kind, recipients: said, problems }
}

const KINDS: Record<ReportKind, string> = {
  bounce: 'A bounce.',
  complaint: 'A complaint.',
  'auto-reply': 'An automatic reply: the mail has arrived.',
  unsubscribe: 'Somebody wants to leave.',
  'dmarc-report': 'A report on mails in the name of a domain.',
  none: 'No bounce, no complaint and no automatic reply.',
}

const REASONS: Record<Reported['reason'], string> = {
  'address-gone': 'the address is gone',
  'mailbox-full': 'the mailbox is full',
  policy: "the receiver's rules or lists",
  content: 'what the mail holds',
  rate: 'too much at once',
  'server-trouble': 'trouble of a server',
  'sender-setup': "the sender's set-up",
  unknown: 'no reason that is known',
  complaint: 'a complaint',
  'auto-reply': 'an automatic reply',
  unsubscribe: 'wants to leave',
  delivered: 'delivered',
}

function describe({ kind, recipients }: ReturnedReport): string {
  const rows = recipients.map(({ address = '(not named)', action, reason, reply = '' }) => [
    address,
    action === 'delayed' ? `${REASONS[reason]}, tried again` : REASONS[reason],
    reply,
  ])
  return [KINDS[kind], ...(rows.length > 0 ? [table(rows)] : [])].join('\n')
}
