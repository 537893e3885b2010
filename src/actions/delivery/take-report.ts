import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { type Consequence, consequenceOf, type Standing } from '../../bounces/consequence.ts'
import { isIdOf, namedBy } from '../../bounces/mail-of-ours.ts'
import { readReport } from '../../bounces/read-report.ts'
import type { Report, Reported } from '../../bounces/report.ts'
import { claimOf, provesDelivery } from '../../bounces/return-path.ts'
import type { KnownDelivery, NewReport } from '../../bounces/taken-report.ts'
import type { Config, InboxConfig } from '../../config/config.ts'
import { editionName } from '../../editions/edition.ts'
import type { Actor } from '../../subscribers/actor.ts'
import { readToken } from '../../subscribers/token.ts'

export interface TakeReportPorts {
  config: Config
  reports: {
    delivery(id: number): Promise<KnownDelivery | undefined>
    deliveriesTo(handle: string, newsletter: string): Promise<KnownDelivery[]>
    record(report: NewReport, decide: (standing: Standing) => Consequence): Promise<Consequence | undefined>
  }
  subscribers: { unsubscribe(handle: string, at: Temporal.Instant, source: Actor): Promise<unknown> }
  clock(): Temporal.Instant
}

/**
 * `left-alone`: it says nothing of a mail of ours, or nobody proves that it does; a person may want to read it. `doubted`: the edition of
 * which more addresses are said to be gone than can be believed.
 */
export type Taken = 'understood' | 'left-alone' | { doubted: string }

/**
 * Reads a mail of an inbox, and does what follows from it. Whoever knows the address of the inbox may write to it: a report counts only
 * where it holds a signed return path, or the Message-ID of a mail of ours, which its reader alone knows.
 */
export async function takeReport(ports: TakeReportPorts, inbox: InboxConfig, mail: Uint8Array): Promise<Taken> {
  const report = await readReport(mail)
  if (report.kind === 'unsubscribe') return leave(ports, report)
  const [reported] = report.recipients
  if (!reported) return 'left-alone'
  const delivery = await deliveryOf(ports, report)
  if (!delivery) return 'left-alone'
  const mailHash = createHash('sha256').update(mail).digest('hex')
  const { kind } = report
  const taken: NewReport = {
    delivery,
    reported: worst(report.recipients, reported),
    kind,
    mailHash,
    position: 0,
    inbox: inbox.name,
    at: ports.clock(),
  }
  const done = await ports.reports.record(taken, (standing) =>
    consequenceOf(taken.reported, standing, ports.config.delivery.pauseAbove),
  )
  return done?.isDoubted
    ? { doubted: editionName({ newsletter: delivery.newsletter, ...delivery.edition }) }
    : 'understood'
}

/** Each mail of ours has one recipient; a report that names several adds those that it was forwarded to. */
function worst(recipients: Reported[], first: Reported): Reported {
  return recipients.find(({ permanent }) => permanent) ?? recipients.find(({ action }) => action === 'failed') ?? first
}

async function leave({ config, subscribers, clock }: TakeReportPorts, { recipients }: Report): Promise<Taken> {
  const token = /^unsubscribe ([A-Za-z0-9_-]{43})$/.exec(recipients[0]?.reply ?? '')?.[1]
  const link = token && readToken(token, 'unsubscribe', config.web.secrets)
  if (!link) return 'left-alone'
  await subscribers.unsubscribe(link.handle, clock(), 'one-click')
  return 'understood'
}

async function deliveryOf(ports: TakeReportPorts, report: Report): Promise<KnownDelivery | undefined> {
  const { config, reports } = ports
  const inboxes = config.inboxes.map(({ address }) => address)
  for (const claim of report.returnPaths.flatMap((path) =>
    inboxes.flatMap((address) => claimOf(path, address) ?? []),
  )) {
    const delivery = await reports.delivery(claim.deliveryId)
    if (delivery && provesDelivery(claim, delivery.subscriberHandle, config.web.secrets)) return delivery
  }
  for (const id of report.messageIds) {
    const named = namedBy(id)
    const deliveries = named ? await reports.deliveriesTo(named.handle, named.newsletter) : []
    const delivery = deliveries.find((each) => isIdOf(id, each))
    if (delivery) return delivery
  }
}
