import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { type Edition, type EditionState, editionName } from '../../editions/edition.ts'
import { type EditionIntent, intentOf } from '../../editions/edition-intent.ts'
import { mayDeliver } from '../../editions/may-deliver.ts'
import { transportOf } from '../editions/transport-of.ts'

export interface ForUsPorts {
  config: Config
  editions: {
    step(
      id: number,
      to: EditionState,
      reason: string | undefined,
      at: Temporal.Instant,
      because?: string[],
    ): Promise<boolean>
    /** The operator was told of what holds it. */
    told(id: number, at: Temporal.Instant): Promise<void>
    /** Writes down anew what an edition is for. */
    intend(id: number, intent: EditionIntent): Promise<void>
  }
  /** Is `config` still what its file says? */
  isConfigCurrent(): Promise<boolean>
  /** Something that an operator may want to know, once. */
  onNotice(sentence: string): void
  /** An edition stopped itself. */
  onAlarm(sentence: string): void
  clock(): Temporal.Instant
}

/**
 * Does this configuration send what the edition was made for? Where it does not, the edition waits, or is stopped: it
 * is never sent, and never booked, by the wrong one.
 */
export async function isForUs(ports: ForUsPorts, edition: Edition & { intent?: EditionIntent }): Promise<boolean> {
  const own = { transport: transportOf(ports.config), intent: intentOf(ports.config) }
  const isSame = edition.transport === own.transport && edition.intent?.settingsHash === own.intent.settingsHash
  if (isSame) return true
  const decided = mayDeliver(edition, { ...own, isCurrent: await ports.isConfigCurrent() })
  const name = editionName(edition)
  switch (decided.decision) {
    case 'deliver':
      return true
    case 'take-over':
      ports.onNotice(
        `${name} goes by the present configuration, which was changed since it was made: ${decided.because}.`,
      )
      await ports.editions.intend(edition.id, own.intent)
      return true
    case 'wait':
      ports.onNotice(
        `${name} is not delivered here: it was made for another configuration than this program has (${decided.because}).`,
      )
      return false
    case 'stop':
      await stop(ports, edition)
      return false
  }
}

/** A trial that is not over is over when there is a real server; a real edition waits for its operator. */
async function stop({ editions, clock, onAlarm, onNotice }: ForUsPorts, edition: Edition): Promise<void> {
  const name = editionName(edition)
  if (edition.transport === 'mailbox') {
    if (await editions.step(edition.id, 'cancelled', 'server', clock()))
      onNotice(`${name} is cancelled: it was a trial, and there is a real mail server now.`)
    return
  }
  const to = edition.state === 'approved' ? 'held' : 'paused'
  const because = 'It was made for a mail server, and [[smtp]] names the test mailbox now.'
  if (!(await editions.step(edition.id, to, 'server', clock(), [because]))) return
  await editions.told(edition.id, clock())
  onAlarm(
    `${name} is ${to}: it was made for a mail server, and [[smtp]] names the test mailbox now. ` +
      `Name the server again, then: broadsheet ${to === 'held' ? 'release' : 'resume'} ${name}.`,
  )
}
