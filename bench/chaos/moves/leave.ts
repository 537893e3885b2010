import type { Operator } from '../operator.ts'
import { readRelayLog } from '../relay-log.ts'

/** Somebody who just got a mail leaves by its link (RFC 8058), while others are being sent theirs. */
export async function unsubscribe(operator: Operator): Promise<void> {
  const { random, relayLogFile, webPort } = operator.stage
  const mails = readRelayLog(relayLogFile).flatMap((event) => (event.event === 'taken' ? event : []))
  if (mails.length === 0) return
  const { to: address, token } = random.pick(mails.slice(-500))
  const departure: { address: string; at?: number } = { address }
  operator.departures.push(departure)
  const answer = await fetch(`http://127.0.0.1:${webPort}/unsubscribe/${token}`, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined)
  if (answer?.status === 200) departure.at = Date.now()
}

/** The operator takes somebody off the list. */
export async function remove(operator: Operator): Promise<void> {
  const { random, publication } = operator.stage
  const departure: { address: string; at?: number } = { address: random.pick(publication.readers) }
  operator.departures.push(departure)
  if (await operator.did('subscribers', 'remove', departure.address)) departure.at = Date.now()
}
