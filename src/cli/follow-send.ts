import type { Followed } from '../actions/delivery/follow-edition.ts'
import { failure, type Problem } from '../config/problem.ts'
import type { Cli, DeliveryTrouble, Publication } from './cli.ts'
import { mayComeTwice } from './sent-text.ts'

export interface FollowedSend {
  followed: Followed
  /** What was given up. */
  problems: Problem[]
  /** What delivery said of editions. */
  told: string[]
}

interface Started {
  id: number
  edition: string
}

const ENDING = 'Ending: each connection finishes its mail. Ctrl-C once more ends it at once.'

/** So many troubles of the server in a row, with growing waits, take about 15 seconds. */
const PATIENCE = 5

/**
 * Delivers an edition, or watches another process do so, until it is done, somebody stops it, or the server is given up.
 * A ledger that cannot be written is waited for: what is known of mails that have left would be lost.
 */
export async function followSend(
  cli: Cli,
  publication: Publication,
  { id, edition }: Started,
  stop: { interrupted: AbortSignal; json: boolean | undefined },
): Promise<FollowedSend> {
  const { showProgress } = await import('./progress.ts')
  const progress = showProgress(cli.terminal, edition, stop.json)
  const troubles: string[] = []
  const told: string[] = []
  const givenUp = new AbortController()
  let hasEnded = false
  let waited: string | undefined
  const sayEnding = async () => {
    const deliverer = await publication.deliverer().catch(() => undefined)
    if (hasEnded || waited) return
    progress.say(deliverer === undefined ? ENDING : `Ending. ${deliverer} goes on with it.`)
  }
  stop.interrupted.addEventListener('abort', sayEnding, { once: true })
  let begun: Followed | undefined
  let done = 0
  const onProgress = (followed: Followed) => {
    begun ??= followed
    if (followed.progress.done > done) troubles.length = 0
    done = followed.progress.done
    sayTroubles(followed.troubles)
    sayWait(followed.waits)
    progress.show(followed)
  }
  // A `serve` that does the sending writes down what its servers are in trouble with.
  const said = new Set<string>()
  let wasInTrouble = false
  const sayTroubles = (sentences: string[]) => {
    for (const sentence of sentences) if (!said.has(sentence)) progress.say(sentence)
    for (const sentence of sentences) said.add(sentence)
    const isInTrouble = sentences.length > 0
    if (wasInTrouble && !isInTrouble) {
      said.clear()
      progress.say('The server takes mail again.')
    }
    wasInTrouble = isInTrouble
  }
  const sayWait = (sentence: string | undefined) => {
    if (sentence && sentence !== waited) cli.terminal.err(sentence)
    waited = sentence
  }
  const onTrouble = ({ sentence, server }: DeliveryTrouble) => {
    if (server === undefined || !said.has(sentence)) progress.say(sentence)
    if (server !== undefined) said.add(sentence)
    else told.push(sentence)
    if (server !== undefined && troubles.push(sentence) >= PATIENCE) givenUp.abort()
  }
  if (!stop.interrupted.aborted)
    await publication.whileDelivering(onTrouble, () =>
      publication.follow(id, AbortSignal.any([givenUp.signal, stop.interrupted]), onProgress),
    )
  hasEnded = true
  progress.end()
  // When the delivery has ended: what was on its way a moment before has its outcome now.
  const last = await publication.follow(id, AbortSignal.abort(), () => {})
  const seconds = (begun ?? last).at.until(last.at).total('seconds')
  return { followed: { ...last, seconds }, told, problems: givenUp.signal.aborted ? giveUp(troubles, edition) : [] }
}

function giveUp(troubles: string[], edition: string): Problem[] {
  const hint = `${edition} stays open: \`broadsheet run --once\` or \`serve\` goes on with it once the server answers.`
  return [failure('delivery.trouble', troubles.at(-1) ?? '', { hint })]
}

/** What to say of a send that has to end at once: each connection may have a mail whose answer nobody waits for. */
export function describeEndedAtOnce(edition: string, { smtp }: Publication['config']): string {
  const connections = smtp.reduce((sum, server) => sum + server.connections, 0)
  return `Ended at once. At most ${mayComeTwice(connections)} Look with: broadsheet status ${edition}.`
}
