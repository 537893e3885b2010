import type { Command } from 'commander'
import { count } from '../../config/count.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'

interface SuppressOptions extends CommonOptions {
  edition?: string
  note?: string
}

export function suppressCommand(group: Command, cli: Cli): void {
  const command = group
    .command('suppress')
    .description('never mail addresses again, whoever imports them')
    .argument('[addresses...]')
    .option('--edition <edition>', 'those that servers said do not exist, as weekly/12')
    .option('--note <text>', 'why')
  withCommon(command, 'broadsheet subscribers suppress mei@example.com --note "asked by phone"').action(
    (addresses: string[], options: SuppressOptions) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.suppress({ addresses, ...options })
        const { suppressed, already } = report
        if (addresses.length === 1) return { report, text: already > 0 ? 'Suppressed already.' : 'Suppressed.' }
        const before = already > 0 ? `, ${already} already` : ''
        return { report, text: `${count(suppressed, 'address', 'addresses')} suppressed${before}.` }
      }),
  )
}

export function unsuppressCommand(group: Command, cli: Cli): void {
  const command = group
    .command('unsuppress')
    .description('let mail go to addresses again that were suppressed by mistake')
    .argument('[addresses...]')
    .option('--edition <edition>', 'those that servers said do not exist, as weekly/12')
    .option('--consent <text>', 'how they asked, for the record; needed after a complaint')
    .option('--note <text>', 'why')
  withCommon(command, 'broadsheet subscribers unsuppress --edition weekly/12').action(
    (addresses: string[], options: SuppressOptions & { consent?: string }) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.unsuppress({ addresses, ...options })
        return { report, text: describeLifted(report.lifted, options.edition) }
      }),
  )
}

function describeLifted(lifted: number, edition: string | undefined): string {
  const retry = edition && lifted > 0 ? ` Send to them again with: broadsheet retry ${edition} --failed.` : ''
  return `${count(lifted, 'address', 'addresses')} may be mailed again.${retry}`
}
