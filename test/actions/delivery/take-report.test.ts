import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ReadInboxesPorts, readInboxes } from '../../../src/actions/delivery/read-inboxes.ts'
import { takeReport } from '../../../src/actions/delivery/take-report.ts'
import { returnPath } from '../../../src/bounces/return-path.ts'
import type { Config, InboxConfig } from '../../../src/config/config.ts'
import { BroadsheetError, failure } from '../../../src/config/problem.ts'
import { messageId } from '../../../src/messages/message-id.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { signToken } from '../../../src/subscribers/token.ts'
import { at, idsInTurn, processNamed, startTo } from '../../contract/store/store-world.ts'
import { aFolder } from '../../sources/a-folder.ts'

const SECRETS = ['a secret of more than thirty-two characters']
const INBOX = { name: 'bounces', address: 'bounces@lantern.example' } as InboxConfig
const config = { inboxes: [INBOX], web: { secrets: SECRETS }, delivery: { pauseAbove: 0.05 } } as unknown as Config

/** An edition that went to these. */
async function sent(names = ['mei', 'ruth']) {
  const dir = aFolder({})
  const store = await openStore({
    url: `sqlite:${join(dir, 'broadsheet.db')}`,
    numbersDir: dir,
    now: at(0),
    newId: idsInTurn(),
  })
  onTestFinished(() => store.close())
  const { ids } = await startTo(store, names)
  const worker = await store.workers.begin(processNamed('serve'), 'hold', at(30))
  await store.deliveries.record({ outcomes: [], intents: ids }, worker, at(30))
  const step = { state: 'accepted' as const, at: at(31), reply: { code: 250, text: 'Ok' } }
  await store.deliveries.record(
    { outcomes: ids.map((deliveryId) => ({ deliveryId, server: 'relay', step })), intents: [] },
    worker,
    at(31),
  )
  const deliveries = (await Promise.all(ids.map((id) => store.reports.delivery(id)))).filter(
    (each) => each !== undefined,
  )
  const [mei] = deliveries
  if (!mei) throw new Error('nobody')
  return { store, mei, deliveries, ports: { ...store, config, clock: () => at(60) } }
}

const stateOf = async (store: Store, name: string) =>
  (await store.subscribers.find(`${name}@example.org`))?.deliveries[0]?.state

function bounce({ to = 'news@lantern.example', id = 'nothing@of.ours' } = {}): Buffer {
  return Buffer.from(`From: MAILER-DAEMON@mx.example
To: ${to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; somebody-else@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: text/rfc822-headers

Message-ID: <${id}>

--b--
`)
}

describe('a bounce is about the mail', () => {
  it('whose signed return path it was sent to, whatever address it names', async () => {
    const { store, mei, ports } = await sent()
    const to = returnPath(INBOX.address, mei, SECRETS)
    expect(await takeReport(ports, INBOX, bounce({ to }))).toBe('understood')
    expect(await stateOf(store, 'mei')).toBe('bounced')
    expect(await stateOf(store, 'ruth')).toBe('accepted')
    expect((await store.subscribers.find('mei@example.org'))?.suppression?.reason).toBe('bounced')
  })

  it('whose Message-ID it holds', async () => {
    const { store, mei, ports } = await sent()
    const edition = {
      newsletter: mei.newsletter,
      number: mei.edition.number ?? 0,
      ...(mei.birth && { birth: mei.birth }),
    }
    const id = messageId(edition, mei.subscriberHandle, 'lantern.example').slice(1, -1)
    expect(await takeReport(ports, INBOX, bounce({ id }))).toBe('understood')
    expect(await stateOf(store, 'mei')).toBe('bounced')
  })

  it('and else about none: forged paths, those of others, and made up ids are left alone', async () => {
    const { store, mei, ports } = await sent()
    const forged = [
      bounce(),
      bounce({ to: returnPath(INBOX.address, mei, ['another secret, of an attacker']) }),
      bounce({ to: returnPath(INBOX.address, { ...mei, id: mei.id + 1 }, SECRETS) }),
      bounce({ to: returnPath('bounces@evil.example', mei, SECRETS) }),
      bounce({ id: `${mei.newsletter}.1.AAAAAAAAAAAAAAAA@lantern.example` }),
      bounce({ id: `${mei.newsletter}.99.${mei.subscriberHandle}@lantern.example` }),
    ]
    for (const mail of forged) expect(await takeReport(ports, INBOX, mail)).toBe('left-alone')
    expect(await stateOf(store, 'mei')).toBe('accepted')
    expect(await stateOf(store, 'ruth')).toBe('accepted')
  })
})

describe('a mail that asks to leave', () => {
  const asking = (subject: string) =>
    Buffer.from(`From: Mei <mei@example.org>\nTo: ${INBOX.address}\nSubject: ${subject}\n\nPlease.\n`)

  it('ends the subscription whose token it has', async () => {
    const { store, ports } = await sent()
    const handle = (await store.subscribers.find('mei@example.org'))?.subscriptions[0]?.handle ?? ''
    expect(await takeReport(ports, INBOX, asking(`unsubscribe ${signToken('unsubscribe', handle, SECRETS)}`))).toBe(
      'understood',
    )
    expect((await store.subscribers.find('mei@example.org'))?.subscriptions[0]?.state).toBe('unsubscribed')
  })

  it('without one is left for a person: anybody can write another’s address', async () => {
    const { store, ports } = await sent()
    for (const subject of ['unsubscribe', `unsubscribe ${'A'.repeat(43)}`])
      expect(await takeReport(ports, INBOX, asking(subject))).toBe('left-alone')
    expect((await store.subscribers.find('mei@example.org'))?.subscriptions[0]?.state).toBe('active')
  })
})

describe('inboxes', () => {
  const reading = (ports: Awaited<ReturnType<typeof sent>>['ports'], readInbox: ReadInboxesPorts['readInbox']) =>
    readInboxes({ ...ports, readInbox })

  it('are read on from where they were, and what was read twice is done once', async () => {
    const { store, mei, ports } = await sent()
    const mail = bounce({ to: returnPath(INBOX.address, mei, SECRETS) })
    const places: unknown[] = []
    const report = () =>
      reading(ports, async (_inbox, place, _most, take) => {
        places.push(place)
        expect(await take(mail)).toBe(true)
        expect(await take(Buffer.from('From: ada@example.org\nSubject: Re: lamps\n\nLovely!\n'))).toBe(false)
        return { validity: '7', lastUid: 2 }
      })
    expect(await report()).toEqual({ understood: 1, leftAlone: 1, problems: [] })
    await report()
    expect(places).toEqual([undefined, { validity: '7', lastUid: 2 }])
    expect(await store.reports.counts(at(0))).toEqual([{ kind: 'bounce', reason: 'address-gone', count: 1 }])
  })

  it('that say of a whole list that it is gone are at fault: the first ten are believed, and the operator is told once', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `reader-${index}`)
    const { store, ports, deliveries } = await sent(names)
    const report = await reading(ports, async (_inbox, _place, _most, take) => {
      for (const delivery of deliveries) await take(bounce({ to: returnPath(INBOX.address, delivery, SECRETS) }))
      return { validity: '7', lastUid: 14 }
    })
    expect(report.problems).toMatchObject([{ code: 'inbox.doubt', message: expect.stringContaining('weekly/1 ') }])
    expect((await store.subscribers.countSuppressed()).all).toBe(10)
    expect(await store.reports.counts(at(0))).toMatchObject([{ count: 14 }])
  })

  it('one that cannot be read is a problem, and no more', async () => {
    const { ports } = await sent()
    const problem = failure('inbox.unreadable', 'The inbox bounces cannot be read: it does not answer.')
    const report = await reading(ports, async () => {
      throw new BroadsheetError(problem)
    })
    expect(report.problems).toEqual([problem])
  })
})
