import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { onTestFinished } from 'vitest'
import { bindActions, type Ports } from '../../src/actions/actions.ts'
import { deliverOnce, holdDelivery } from '../../src/actions/delivery/hold-delivery.ts'
import { recordScan, unrecordedScan } from '../../src/actions/record-scan.ts'
import { type ScanRequest, scanSite } from '../../src/actions/scan-site.ts'
import { deliveryPorts } from '../../src/app/delivery-ports.ts'
import { loadConfig, openDatabase, publicationPorts } from '../../src/app/publication-ports.ts'
import { cachePlace, lazyCache, siteCache } from '../../src/app/site-cache.ts'
import type { SmtpEndpoint } from '../../src/config/config.ts'
import { BroadsheetError } from '../../src/config/problem.ts'
import type { MailTimeouts } from '../../src/mail/mail-connection.ts'
import { openMailConnection } from '../../src/mail/smtp-connection.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { Publication, type PublicationOptions } from '../integration/a-publication.ts'
import { type MailLog, type MailLogOptions, startMailLog } from '../integration/mail-log.ts'

/** `MON 09:00`, as the tests' Monday and its week are written: 2026-11-23 was one. */
export function on(day: string, time: string, week = 0): Temporal.Instant {
  const offset = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'].indexOf(day)
  const date = Temporal.PlainDate.from('2026-11-23').add({ days: offset + 7 * week })
  return date.toZonedDateTime({ timeZone: 'UTC', plainTime: time }).toInstant()
}

/**
 * A publication in this process: real files, a real database and a real SMTP server, but a clock that stands where the
 * test puts it.
 */
export async function openNewsroom(options: PublicationOptions = {}, server: MailLogOptions = {}) {
  const log = await startMailLog(server)
  const publication = new Publication({ smtpPort: log.port, newsletter: 'schedule = "0 9 * * MON"', ...options })
  const newsroom = await enter(publication, log, on('MON', '08:00'))
  const { failures } = await newsroom.actions.tick()
  if (failures.length > 0) throw new BroadsheetError(failures)
  return newsroom
}

export type Newsroom = Awaited<ReturnType<typeof enter>>

/** Another process on the same publication; it reads the configuration anew. `changed`: parts of it that are the test's. */
export async function enter(
  publication: Publication,
  log: MailLog,
  began: Temporal.Instant,
  changed: Partial<Ports> = {},
) {
  let now = began
  const clock = () => now
  const config = await loadConfig(join(publication.dir, 'broadsheet.toml'), {})
  const store = await openDatabase(config)
  onTestFinished(() => store.close())
  const ports = publicationPorts(config, store)
  const { adoptedIds } = ports
  const cache = siteCache(lazyCache(cachePlace(config))())
  const readSite = (request?: ScanRequest) =>
    scanSite({ config, ...store, adoptedIds, openSite: (at) => openSite(config, at, cache), clock }, request)
  const scanNow = async (request?: ScanRequest) => recordScan({ config, ...store }, await readSite(request))
  const actions = bindActions({
    ...ports,
    scan: scanNow,
    readSite: async () => unrecordedScan(await readSite()),
    look: () => readSite(),
    clock,
    ...changed,
  })
  return {
    /** A scan that is not written down. */
    readSite,
    publication,
    log,
    actions,
    store,
    now: clock,
    goTo(instant: Temporal.Instant): void {
      now = instant
    },
    async subscribe(...names: string[]): Promise<void> {
      for (const name of names) await actions.addSubscriber({ address: `${name}@example.org` })
    },
    /** Sends what is due; says to which subscribers the server took a mail. */
    async deliver(): Promise<string[]> {
      const before = log.mails.length
      const { ports, close } = await deliveryPorts(config, store, () => {})
      await deliverOnce({ ...ports, clock }, new AbortController().signal)
      await close()
      return log.mails
        .slice(before)
        .filter(({ to }) => to.endsWith('@example.org'))
        .map(({ to }) => to.replace('@example.org', ''))
        .sort()
    },
    /** Delivers by the real clock until the test is over, as `serve` does. */
    async keepDelivering(): Promise<void> {
      const end = new AbortController()
      const { ports, close } = await deliveryPorts(config, store, () => {})
      const ended = holdDelivery(ports, end.signal)
      onTestFinished(async () => {
        end.abort()
        await ended
        await close()
      })
    },
    /** The same by the real clock, with less patience for a server that says nothing. Gives what it told. */
    async deliverTo(smtp: Partial<SmtpEndpoint>, timeouts: Partial<MailTimeouts>): Promise<string[]> {
      const troubles: string[] = []
      const { ports, close } = await deliveryPorts(config, store, (sentence) => void troubles.push(sentence))
      const mailServers = ports.mailServers.map(({ config: server }) => ({
        config: server,
        connect: () => openMailConnection({ ...server, ...smtp }, { timeouts }),
      }))
      await deliverOnce({ ...ports, mailServers }, new AbortController().signal)
      await close()
      return troubles
    },
    /** `weekly/1 sent`, the oldest first. */
    async editions(): Promise<string[]> {
      const { editions } = await actions.status()
      return editions.map(({ edition, state, reason }) => [edition, state, reason].filter(Boolean).join(' ')).reverse()
    },
  }
}
