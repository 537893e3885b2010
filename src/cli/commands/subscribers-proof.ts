import type { Command } from 'commander'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'

export function proofCommand(group: Command, cli: Cli): void {
  const command = group
    .command('proof')
    .description('how somebody came to be subscribed: an answer to "show me that I signed up"')
    .argument('<address>')
  withCommon(command, 'broadsheet subscribers proof mei@example.com').action(
    (address: string, options: CommonOptions) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.proveConsent(address)
        // Its wordings are in all languages, which no other command needs.
        const { describeProof } = await import('../proof-text.ts')
        return { report, text: describeProof(report, publication.config.site.timezone) }
      }),
  )
}
