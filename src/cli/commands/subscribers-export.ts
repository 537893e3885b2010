import type { Command } from 'commander'
import type { Report } from '../../actions/report.ts'
import { type Cli, type CommonOptions, runWith, withConfig } from '../cli.ts'

export function exportCommand(group: Command, cli: Cli): void {
  const command = group
    .command('export')
    .description('print all subscriptions and suppressed addresses as CSV')
    .option('--newsletter <id>', 'its subscriptions alone')
  withConfig(command, 'broadsheet subscribers export > list.csv').action(
    (options: CommonOptions & { newsletter?: string }) =>
      runWith(cli, options, async (publication): Promise<{ report: Report; text: string }> => {
        for await (const piece of publication.exportSubscribers(options)) await cli.terminal.write(piece)
        return { report: { problems: [] }, text: '' }
      }),
  )
}
