import type { Command } from 'commander'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { describeProof } from '../proof-text.ts'

export function proofCommand(group: Command, cli: Cli): void {
  const command = group
    .command('proof')
    .description('how somebody came to be subscribed: an answer to "show me that I signed up"')
    .argument('<address>')
  withCommon(command, 'broadsheet subscribers proof mei@example.com').action(
    (address: string, options: CommonOptions) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.proveConsent(address)
        return { report, text: describeProof(report, publication.config.site.timezone) }
      }),
  )
}
