import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { INERT_TOKEN } from '../../src/subscribers/token.ts'
import { LANGUAGES } from '../../src/words/words-for.ts'
import { aReader } from './a-reader.ts'

describe('the page behind a mail’s link', () => {
  it('shows what somebody gets and may get, and changes nothing', async () => {
    const { app, token, record } = await aReader()
    const before = await record()
    const answer = await app.request(`/preferences/${token}`)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer')
    for (const shown of ['mei@example.org', 'The Lantern, weekly', 'Letters', 'value="monthly"', 'value="maps"'])
      expect(html).toContain(shown)
    expect(html).not.toContain('Staff only')
    expect(html).not.toContain('<script')
    await app.request(`/preferences/${token}/data`)
    await app.request(`/preferences/${token}/erase`)
    expect(await record()).toEqual(before)
  })

  it('writes what was changed, with its line, and what another form changed meanwhile stays', async () => {
    const { send, record, store, handle } = await aReader()
    const shown = { newsletter: 'weekly', 'was-cadence': 'default', do: 'choose' }
    await store.preferences.choose(
      handle,
      { newsletter: 'weekly', add: ['bread'], drop: [] },
      { at: (await record())?.subscriber?.createdAt as never, source: 'link' },
    )
    expect(await send({ ...shown, cadence: 'monthly', topic: ['maps', 'gossip'] })).toMatch(/^[\w-]{43}\?said=saved$/)
    const held = await record()
    expect(held?.subscriptions).toMatchObject([{ cadence: 'monthly', topics: ['bread', 'maps'] }])
    expect(held?.consents.at(-1)).toMatchObject({
      action: 'changed',
      source: 'link',
      evidence: { form: '/preferences', language: 'en' },
    })
    await send({ ...shown, cadence: 'hourly', topic: [] })
    expect((await record())?.subscriptions).toMatchObject([{ cadence: 'monthly', topics: ['bread', 'maps'] }])
  })

  it('pauses for a month, goes on, leaves, joins, moves to a feed and back', async () => {
    const { send, html, record } = await aReader()
    await send({ newsletter: 'weekly', do: 'pause' })
    expect((await record())?.subscriptions[0]?.pausedUntil?.toString()).toBe('2026-12-16T09:00:30Z')
    expect(await html()).toContain('Paused until December 16, 2026.')
    await send({ newsletter: 'weekly', do: 'resume' })
    await send({ newsletter: 'weekly', do: 'to-feed' })
    expect(await html()).toContain('/feeds/private/')
    await send({ newsletter: 'weekly', do: 'to-mail' })
    await send({ newsletter: 'letters', do: 'join' })
    await send({ newsletter: 'staff', do: 'join' })
    await send({ newsletter: 'nothing', do: 'pause' })
    const actions = (await record())?.consents.map(({ action, newsletter }) => `${newsletter} ${action}`)
    expect(actions).toEqual([
      ...['weekly subscribed', 'weekly paused', 'weekly resumed', 'weekly by-feed', 'weekly by-mail'],
      ...['letters subscribed', 'letters confirmed'],
    ])
    await send({ newsletter: 'weekly', do: 'leave' })
    expect((await record())?.subscriptions).toMatchObject([{ state: 'unsubscribed' }, { state: 'active' }])
    await send({ newsletter: 'weekly', do: 'join', topic: 'bread' })
    await send({ do: 'leave-all' })
    const held = await record()
    expect(held?.subscriptions).toMatchObject([{ state: 'unsubscribed' }, { state: 'unsubscribed' }])
    expect(held?.consents.filter(({ source }) => source !== 'link')).toHaveLength(1)
    expect(await html()).toContain('You do not get it.')
  })

  it('an operator’s removal from what nobody may ask for is not undone here', async () => {
    const { send, record, store, html } = await aReader()
    const at = (await record())?.subscriber?.createdAt as never
    await store.subscribers.subscribe({
      ...{ newsletter: 'staff', cadence: 'default', address: 'mei@example.org', key: 'mei@example.org' },
      ...{ at, source: 'cli' },
    })
    expect(await html()).toContain('Staff only')
    await store.subscribers.remove('mei@example.org', 'staff', at, 'cli')
    expect(await html()).not.toContain('Staff only')
    await send({ newsletter: 'staff', do: 'join' })
    expect((await record())?.subscriptions).toMatchObject([{ newsletter: 'weekly' }, { state: 'unsubscribed' }])
  })

  it('name and language, each for itself; a name is made safe', async () => {
    const { send, record, html } = await aReader()
    await send({ do: 'you', name: ' <b>Mei</b>\u202e ', 'was-name': '', language: 'he', 'was-language': 'en' })
    expect((await record())?.subscriber).toMatchObject({ name: '<b>Mei</b>', language: 'he' })
    const page = await html()
    expect(page).toContain('<html lang="he" dir="rtl">')
    expect(page).not.toContain('<b>Mei')
    await send({ do: 'you', name: 'Mei', 'was-name': '<b>Mei</b>', language: 'tlh', 'was-language': 'he' })
    await send({ do: 'you', name: 'Mei', 'was-name': 'Mei', language: 'de', 'was-language': 'he' })
    expect((await record())?.subscriber).toMatchObject({ name: 'Mei', language: 'de' })
    await send({ do: 'you', name: '', 'was-name': 'Mei' })
    expect((await record())?.subscriber?.name).toBeUndefined()
  })

  it('reads no form that is none', async () => {
    const { post, token, app, record } = await aReader()
    expect((await post(`/preferences/${token}`, { do: ['leave-all', 'you'] })).status).toBe(400)
    const large = { method: 'POST', body: `do=leave-all&x=${'x'.repeat(20_000)}` }
    expect((await app.request(`/preferences/${token}`, large)).status).toBe(413)
    expect((await post(`/preferences/${token}`, { do: 'anything' })).status).toBe(200)
    expect((await record())?.subscriptions).toMatchObject([{ state: 'active' }])
  })
})

describe('a link that opens nothing', () => {
  it.each(['old', 'to unsubscribe'])(
    '%s: shows nothing of its owner, and sends a fresh one to them alone',
    async (which) => {
      const { app, post, token, unsubscribeToken, mails, read, pass, record } = await aReader()
      pass({ hours: 7 * 24 + 1 })
      const link = `/preferences/${which === 'old' ? token : unsubscribeToken}`
      const html = await (await app.request(link)).text()
      expect(html).toContain('Send me a fresh link')
      expect(html).not.toContain('mei@')
      for (const path of ['/data', '/erase']) expect((await app.request(`${link}${path}`)).status).toBe(302)
      for (const what of ['leave-all', 'address', 'you'])
        expect(await (await post(link, { do: what, email: 'eve@example.org' })).text()).not.toContain('mei@')
      expect((await post(`${link}/erase`, {})).status).toBe(302)
      expect((await record())?.subscriptions).toMatchObject([{ state: 'active' }])
      expect(await mails()).toEqual([])
      for (let time = 0; time < 5; time++)
        expect(await (await post(link, { do: 'fresh' })).text()).toContain('A mail with a fresh link is on its way.')
      const put = await mails()
      expect(put).toHaveLength(3)
      expect(put[0]).toMatchObject({ address: 'mei@example.org' })
      const mail = await read(put[0])
      expect(await read(put[0])).toEqual(mail)
      const fresh = /\/preferences\/[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? ''
      expect(await (await app.request(fresh)).text()).toContain('mei@example.org')
    },
  )

  it('works to the end of its week', async () => {
    const { app, token, pass } = await aReader()
    pass({ hours: 7 * 24 - 1 })
    expect(await (await app.request(`/preferences/${token}`)).text()).toContain('mei@example.org')
  })

  it('cut off, mangled or forged: one sentence, and the mail of a test another', async () => {
    const { app, token, post } = await aReader()
    for (const broken of ['x', token.slice(1), token.slice(0, -1), `B${token.slice(1)}`]) {
      const answer = await app.request(`/preferences/${broken}`)
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('This link is not complete')])
      expect((await post(`/preferences/${broken}`, { do: 'fresh' })).status).toBe(404)
    }
    expect(await (await app.request(`/preferences/${INERT_TOKEN}`)).text()).toContain('the link of a test mail')
    expect((await app.request(`/preferences/${token}.`)).headers.get('Location')).toBe(token)
    expect((await app.request(`/preferences/${token}/`)).headers.get('Location')).toBe(`../${token}`)
  })
})

test('all that is held is one JSON, which names nobody’s links', async () => {
  const { app, token, handle, weekly } = await aReader()
  const answer = await app.request(`/preferences/${token}/data`)
  expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="held-about-you.json"')
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({
    schema: 1,
    kind: 'held-data',
    subscriber: { address: 'mei@example.org', createdAt: '2026-11-16T09:00:00Z' },
    subscriptions: [{ newsletter: 'weekly', state: 'active', since: '2026-11-16T09:00:00Z' }],
    consents: [{ newsletter: 'weekly', action: 'subscribed', source: 'cli' }],
    deliveries: [],
    suppression: null,
  })
  for (const secret of [handle, weekly]) expect(text).not.toContain(secret)
})

test('erased: nothing is left of them, and their links open nothing', async () => {
  const { app, post, token, record, store } = await aReader()
  const page = await (await app.request(`/preferences/${token}/erase`)).text()
  expect(page).toContain('This cannot be undone.')
  expect(await record()).toBeDefined()
  expect(await (await post(`/preferences/${token}/erase`, {})).text()).toContain('Everything was erased.')
  expect(await record()).toBeUndefined()
  expect(await store.subscribers.isErased('mei@example.org')).toBe(true)
  expect((await app.request(`/preferences/${token}`)).status).toBe(404)
})

test('each page in each language is small, and reads in its direction', async () => {
  const { html, send, tokenAt, unsubscribeToken } = await aReader({ css: readFileSync('templates/page.css', 'utf8') })
  let was = 'en'
  for (const { language } of LANGUAGES) {
    await send({ do: 'you', language, 'was-language': was })
    was = language
    for (const path of [undefined, `/preferences/${tokenAt()}/erase`, `/preferences/${unsubscribeToken}`]) {
      const page = await html(path)
      expect(Buffer.byteLength(page)).toBeLessThan(20_000)
      expect(page).toContain(`<html lang="${language}" dir="${['he', 'ar'].includes(language) ? 'rtl' : 'ltr'}">`)
    }
  }
})
