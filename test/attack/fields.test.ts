import { describe, expect, it } from 'vitest'
import { aFrontDoor } from './a-front-door.ts'

const MEI = 'mei@a.example'

/** What strangers write into fields. */
const HOSTILE = {
  SQL: `'; drop table subscribers; --`,
  'SQL with an address around it': `mei'or'1'='1@a.example`,
  HTML: '<script>alert(1)</script>',
  'an attribute': `"onfocus="alert(1)" x="`,
  'a template': '{{7*7}}${7*7}<%= 7*7 %>',
  'a path': '../../../../etc/passwd',
  'a prototype': '__proto__',
  'text that turns': '\u202egro.elpmaxe@iem',
  'a lone surrogate': '\ud800',
  'a long text': 'a'.repeat(10_000),
}
const FIELDS = ['email', 'newsletter', 'cadence', 'topic', 'language', 'return', 'website', 'stamp', 'asked', 'altcha']

it.each(Object.entries(HOSTILE))('%s in any field harms nobody', async (_name, text) => {
  const door = await aFrontDoor()
  for (const [index, field] of FIELDS.entries()) {
    const own = `mei${index}@a.example`
    const typed = { email: own, newsletter: 'weekly', [field]: text }
    const answer = await door.send(typed, { from: `198.51.100.${index}` })
    expect([303, 422]).toContain(answer.status)
    const location = answer.headers.get('Location') ?? 'subscribe/sent'
    expect(location).toMatch(/^subscribe\/sent\?language=en$|^subscribe\/sent$/)
    expect(await answer.text()).not.toMatch(/<script>|onfocus="alert/)
    for (const pending of await door.store.signUps.pendingOf(own))
      expect(pending).toMatchObject({ newsletters: ['weekly'], topics: [], language: 'en', form: '/subscribe' })
  }
  expect(await door.store.subscribers.count({})).toBe(0)
  // Of what was typed, only an address that is one goes into a mail, and only as its recipient.
  expect((await door.mails()).length).toBeGreaterThan(5)
  for (const mail of await door.mails()) {
    expect(mail.address).not.toMatch(/[\s<>"]/)
    expect(JSON.stringify(await door.read(mail))).not.toContain(text.slice(0, 40))
  }
})

describe('control characters', () => {
  it.each(['\0', '\r\nBcc: victim@b.example', '\n\n<p>', '\u0085', '\x1b[31m'])(
    '%j in any field is refused whole',
    async (text) => {
      for (const field of FIELDS.slice(0, 6)) {
        const door = await aFrontDoor()
        const answer = await door.send({ email: MEI, newsletter: 'weekly', [field]: `mei${text}@a.example` })
        expect([field, answer.status]).toEqual([field, 400])
        expect(await door.mails()).toEqual([])
      }
    },
  )
})

describe('an address', () => {
  it.each([
    // Cyrillic а, Greek ο, full-width letters: another domain each, and never taken for the Latin one.
    ['mei@lаntern.example', 'xn--lntern-3nf.example'],
    ['mei@gοogle.example', 'xn--gogle-rce.example'],
    ['mei@ｌantern.example', 'lantern.example'],
    ['mei@bücher.example', 'xn--bcher-kva.example'],
  ])('%s is that of %s, whatever it looks like', async (email, domain) => {
    const door = await aFrontDoor()
    await door.send({ email })
    expect(await door.store.signUps.pendingOf(`mei@${domain}`)).toHaveLength(1)
  })

  it.each([
    'a@b.example, c@d.example',
    'a@b.example; c@d.example',
    'a@b.example c@d.example',
    '<a@b.example>, <c@d.example>',
    'a@b.example%0d%0aBcc:c@d.example',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@localhost',
    'a@@b.example',
    '"a b"@c.example',
    'mailto:a@b.example?bcc=c@d.example',
    '',
  ])('%j is none', async (email) => {
    const door = await aFrontDoor()
    expect((await door.send({ email })).status).toBe(422)
    expect(await door.mails()).toEqual([])
  })

  it.each(["o'brien@a.example", 'mei+news@a.example', 'grüße@a.example', 'x_%-!#$&*/=?^`{|}~@a.example'])(
    '%s is one, and taken as it is written',
    async (email) => {
      const door = await aFrontDoor()
      expect((await door.send({ email })).status).toBe(303)
      expect((await door.mails()).map(({ address }) => address)).toEqual([email])
    },
  )
})

describe('what is no form', () => {
  it.each([
    [413, 'application/x-www-form-urlencoded', `email=${'a'.repeat(20_000)}`],
    [415, 'application/json', `{"email":"${MEI}"}`],
    [415, 'text/plain', `email=${MEI}`],
    [400, 'application/x-www-form-urlencoded', `email=${MEI}&email=b@b.example`],
    [400, 'multipart/form-data; boundary=x', 'garbage'],
  ])('%i for %s', async (status, type, body) => {
    const door = await aFrontDoor()
    const answer = await door.app.request('/subscribe', { method: 'POST', body, headers: { 'Content-Type': type } })
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(/^[A-Z][^<>{}]+\.$/)
    expect(door.done).toEqual([])
  })
})

describe('where a form leads', () => {
  it.each([
    'https://evil.example/',
    'https://lantern.example.evil.example/thanks/',
    'https://lantern.example@evil.example/thanks/',
    'https://lantern.example/thanks/../admin',
    'https://lantern.example/other/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://lantern.example/thanks/?x=1',
  ])('%s is not among the pages that it may lead to', async (page) => {
    const door = await aFrontDoor()
    const answer = await door.send({ email: MEI, return: page })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, 'subscribe/sent?language=en'])
  })

  it.each(['https://evil.example', '//evil.example', '<script>', 'xx'])(
    'the page after it knows no language %s',
    async (language) => {
      const door = await aFrontDoor()
      const answer = await door.app.request(`/subscribe/sent?language=${encodeURIComponent(language)}`)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('<html lang="en"')
    },
  )
})

it('a field that only programs see, filled in: as if taken, and nothing written', async () => {
  const door = await aFrontDoor()
  expect((await door.send({ email: MEI, website: 'https://evil.example' })).status).toBe(303)
  expect(door.done).toEqual([])
})
