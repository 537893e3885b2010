import type { Command } from 'commander'
import { count } from '../../config/count.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { eraseCommand } from './subscribers-erase.ts'
import { exportCommand } from './subscribers-export.ts'
import { importCommand } from './subscribers-import.ts'
import { listCommand } from './subscribers-list.ts'
import { proofCommand } from './subscribers-proof.ts'
import { showCommand } from './subscribers-show.ts'
import { suppressCommand, unsuppressCommand } from './subscribers-suppress.ts'

export function subscribersCommands(program: Command, cli: Cli): void {
  const group = program
    .command('subscribers')
    .description('who gets what: add, list, show, import, export, remove, suppress, unsuppress, erase, proof')
    .addHelpText('after', '\nExample:\n  $ broadsheet subscribers list')
  addCommand(group, cli)
  listCommand(group, cli)
  showCommand(group, cli)
  importCommand(group, cli)
  exportCommand(group, cli)
  removeCommand(group, cli)
  suppressCommand(group, cli)
  unsuppressCommand(group, cli)
  eraseCommand(group, cli)
  proofCommand(group, cli)
}

interface AddOptions extends CommonOptions {
  newsletter?: string
  cadence?: string
  name?: string
  topics?: string[]
  consent?: string
}

function addCommand(group: Command, cli: Cli): void {
  const command = group
    .command('add')
    .description('subscribe an address')
    .argument('<address>')
    .option('--newsletter <id>', 'which one, where there are several')
    .option('--cadence <name>', 'of a newsletter that has several')
    .option('--name <name>', 'of the person')
    .option('--topics <tags...>', 'only posts with one of these tags')
    .option('--consent <text>', 'how they asked, for the record; needed for somebody who had left')
  withCommon(command, 'broadsheet subscribers add mei@example.com --newsletter weekly').action(
    (address: string, options: AddOptions) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.addSubscriber({ address, ...options })
        return { report, text: OUTCOMES[report.outcome](report.newsletter) }
      }),
  )
}

const OUTCOMES = {
  added: (newsletter: string) => `Subscribed to ${newsletter}: what is published from now on is sent.`,
  already: (newsletter: string) => `Subscribed to ${newsletter} already.`,
  returned: (newsletter: string) => `Subscribed to ${newsletter} again.`,
  // Problems say why.
  suppressed: () => '',
  left: () => '',
  erased: () => '',
}

function removeCommand(group: Command, cli: Cli): void {
  const command = group
    .command('remove')
    .description('end the subscriptions of an address')
    .argument('<address>')
    .option('--newsletter <id>', 'this one alone')
  withCommon(command, 'broadsheet subscribers remove mei@example.com').action(
    (address: string, options: CommonOptions & { newsletter?: string }) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.removeSubscriber({ address, newsletter: options.newsletter })
        return { report, text: `${count(report.removed, 'subscription')} ended.` }
      }),
  )
}
