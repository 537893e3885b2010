import type { Command } from 'commander'
import type { Report } from '../../actions/report.ts'
import type { EraseReport, KnownPerson } from '../../actions/subscribers/erase-subscriber.ts'
import { count } from '../../config/count.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'

interface EraseOptions extends CommonOptions {
  yes?: boolean
}

export function eraseCommand(group: Command, cli: Cli): void {
  const command = group
    .command('erase')
    .description('take a person out of the database for good; the address is not imported or added again')
    .argument('<address>')
    .option('-y, --yes', 'do not ask')
  withCommon(command, 'broadsheet subscribers erase mei@example.com').action((address: string, options: EraseOptions) =>
    runWith<Report>(cli, options, async (publication) => {
      let wasStopped = false
      const report = await publication.eraseSubscriber(address, async (known) => {
        const answer = options.yes ? true : await ask(cli, known, options.json)
        wasStopped = answer === undefined
        return answer === true
      })
      if (report) return { report, text: describeErased(report) }
      return { report: { problems: [] }, text: 'Nothing was erased.', exitCode: wasStopped ? 1 : 0 }
    }),
  )
}

/** Undefined: somebody pressed Ctrl-C. */
async function ask(
  { terminal }: Cli,
  known: KnownPerson | undefined,
  json: boolean | undefined,
): Promise<boolean | undefined> {
  if (!terminal.isInteractive || json)
    throw new BroadsheetError(
      failure('send.question', 'There is nobody here to ask whether to erase them.', {
        hint: 'Pass --yes, or look first: broadsheet subscribers show ADDRESS.',
      }),
      2,
    )
  return terminal.confirm(`${describeKnown(known)} Erase this person? It cannot be undone.`)
}

function describeKnown(known: KnownPerson | undefined): string {
  if (!known) return 'Nothing is known of this address.'
  const { newsletters, isSuppressed } = known
  const subscribed = newsletters.length > 0 ? `In the list of ${newsletters.join(', ')}.` : 'Subscribed to nothing.'
  return isSuppressed ? `${subscribed} Suppressed.` : subscribed
}

function describeErased(erased: EraseReport): string {
  const { isKnown, subscriptions, consents, deliveries, cancelled, signUps, otherMails, wasSuppressed } = erased
  const end = 'Imports and `subscribers add` leave the address out from now on; its own confirmed sign-up lifts that.'
  if (!isKnown) return `Nothing was known of the address. ${end}`
  const parts = [
    count(subscriptions, 'subscription'),
    `the words of ${count(consents, 'line')} of the record`,
    `the address of ${count(deliveries + otherMails, 'mail')}`,
    ...(signUps > 0 ? [count(signUps, 'sign-up')] : []),
    ...(wasSuppressed ? ['its suppression'] : []),
  ]
  const called =
    cancelled > 0 ? ` ${count(cancelled, 'mail')} still to be sent ${cancelled === 1 ? 'is' : 'are'} called off.` : ''
  return `Erased: address and name, ${parts.join(', ')}.${called}\n${end}`
}
