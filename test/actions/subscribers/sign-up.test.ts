import { expect, test } from 'vitest'
import { readTimedToken } from '../../../src/subscribers/token.ts'
import { aFrontDoor, SECRET, solved, tokenIn } from '../../attack/a-front-door.ts'

const MEI = 'mei@a.example'

test('somebody signs up, presses the button of the mail, and is welcomed', async () => {
  const door = await aFrontDoor()
  const answer = await door.send({
    email: 'Mei@a.example',
    newsletter: ['weekly', 'letters'],
    cadence: 'monthly',
    topic: ['maps', 'gossip'],
    language: 'fr',
    stamp: door.stamp(),
  })
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, 'subscribe/sent?language=fr'])
  expect(await door.mails()).toMatchObject([{ address: 'Mei@a.example', content: { kind: 'sign-up' } }])
  const asks = await door.read((await door.mails())[0] ?? expect.fail())
  expect(asks?.subject).toBe('The Lantern : confirmez votre adresse')
  const token = tokenIn(asks?.text ?? '')
  expect(asks?.html).toContain(`href="https://news.lantern.example/confirm/${token}"`)

  const page = await door.app.request(`/confirm/${token}`)
  expect(await page.text()).toContain('Voulez-vous recevoir The Lantern, weekly et Letters ?')
  expect(await door.store.subscribers.count({})).toBe(0)
  door.pass({ hours: 47 })
  const done = await door.app.request(`/confirm/${token}`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': '2001:db8::9' },
  })
  expect(done.status).toBe(200)
  const record = await door.store.subscribers.find(MEI)
  expect(record).toMatchObject({
    subscriber: { address: 'Mei@a.example', language: 'fr' },
    subscriptions: [
      { newsletter: 'weekly', cadence: 'monthly', topics: ['maps'], state: 'active' },
      // What a newsletter does not have is not asked of it.
      { newsletter: 'letters', cadence: 'default', topics: [] },
    ],
  })
  expect(record?.consents[0]).toMatchObject({
    action: 'subscribed',
    source: 'form',
    evidence: { form: '/subscribe', wording: 1, language: 'fr', network: '203.0.113.5' },
  })
  expect(record?.consents[1]).toMatchObject({
    action: 'confirmed',
    source: 'link',
    evidence: { network: '2001:db8::9' },
  })

  await door.app.request(`/confirm/${token}`, { method: 'POST' })
  expect(await door.mails()).toHaveLength(2)
  const welcome = await door.read((await door.mails())[1] ?? expect.fail())
  expect(welcome?.subject).toBe('Bienvenue : The Lantern, weekly et Letters')
  expect(welcome?.text.match(/\/unsubscribe\/[\w-]{43}/g)).toHaveLength(2)
  const preferences = /\/preferences\/([\w-]{43})/.exec(welcome?.text ?? '')?.[1] ?? ''
  expect(readTimedToken(preferences, 'preferences', [SECRET])).toMatchObject({ handle: record?.subscriber?.handle })
})

test('a form without JavaScript on a site of the operator’s: three lines, and back to its own page', async () => {
  const door = await aFrontDoor()
  const answer = await door.send({ email: MEI, return: 'https://lantern.example/thanks/' })
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, 'https://lantern.example/thanks/'])
  const [pending] = await door.store.signUps.pendingOf(MEI)
  expect(pending).toMatchObject({ newsletters: ['weekly'], form: 'https://lantern.example/thanks/', language: 'en' })
})

test('a script of that site stays on its page, and reads the answer; one of another does not', async () => {
  const door = await aFrontDoor()
  const json = (origin: string) => ({ headers: { Accept: 'application/json', Origin: origin } })
  const own = await door.send({ email: MEI }, json('https://lantern.example'))
  expect([own.status, await own.json()]).toEqual([200, { ok: true }])
  expect(own.headers.get('Access-Control-Allow-Origin')).toBe('https://lantern.example')
  const other = await door.send({ email: MEI }, json('https://evil.example'))
  expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull()
  const wrong = await door.send({ email: 'mei' }, json('https://lantern.example'))
  expect([wrong.status, await wrong.json()]).toEqual([
    422,
    { ok: false, problem: expect.stringContaining('no email address') },
  ])
  const asked = await door.send({ email: 'mei@gmial.com' }, json('https://lantern.example'))
  expect(await asked.json()).toMatchObject({ ok: false, meant: 'mei@gmail.com' })
})

test('what looks like a slip is asked about, and taken as typed at the second press', async () => {
  const door = await aFrontDoor()
  const typed = { email: 'mei+news@gmial.com', stamp: door.stamp(), newsletter: 'weekly' }
  const html = await (await door.send(typed)).text()
  expect(html).toContain('Did you mean mei+news@gmail.com?')
  expect(html).toContain('name="asked" value="mei+news@gmial.com"')
  expect(await door.mails()).toEqual([])
  expect((await door.send({ ...typed, asked: typed.email })).status).toBe(303)
  expect(await door.mails()).toMatchObject([{ address: 'mei+news@gmial.com' }])
})

test.each([
  ['mei', 'no email address'],
  ['noreply@a.example', 'Nobody reads newsletters'],
  ['Postmaster+x@a.example', 'Nobody reads newsletters'],
  ['mei@x.mailinator.com', 'Nobody reads newsletters'],
])('%s: the page says why, with what was typed', async (email, sentence) => {
  const door = await aFrontDoor()
  const answer = await door.send({ email, newsletter: ['letters'], stamp: door.stamp() })
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toContain(sentence)
  expect(html).toContain(`value="${email}"`)
  expect(html).toContain('aria-invalid="true"')
  expect(await door.mails()).toEqual([])
})

test('who was quicker than a person is asked to press once more, and is not quick then', async () => {
  const door = await aFrontDoor()
  const quick = { email: MEI, newsletter: 'weekly', stamp: door.stamp(door.now()) }
  const answer = await door.send(quick)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(quick.stamp)
  door.pass({ seconds: 3 })
  expect((await door.send(quick)).status).toBe(303)
})

test('our own page asks for a newsletter where none is ticked', async () => {
  const door = await aFrontDoor()
  expect(await (await door.send({ email: MEI, stamp: door.stamp() })).text()).toContain(
    'Choose at least one newsletter.',
  )
  expect((await door.send({ email: MEI, newsletter: ['staff', 'nothing'] })).status).toBe(422)
})

test('whoever is subscribed already gets a mail that says so; whose address is suppressed gets none', async () => {
  const door = await aFrontDoor()
  const at = door.now()
  const request = { newsletter: 'weekly', cadence: 'default', address: MEI, key: MEI, at, source: 'cli' as const }
  await door.store.subscribers.subscribe(request)
  await door.store.subscribers.suppress('gone@a.example', 'complaint', at)
  await door.send({ email: MEI })
  await door.send({ email: 'gone@a.example' })
  const [already, none] = await Promise.all((await door.mails()).map(door.read))
  expect(already?.subject).toBe('The Lantern: you are subscribed already')
  expect(already?.text).toMatch(/\/unsubscribe\/[\w-]{43}/)
  expect(none).toBeUndefined()
})

test('a link to confirm works for 48 hours; then a page offers to sign up again', async () => {
  const door = await aFrontDoor()
  await door.send({ email: MEI, language: 'de' })
  const token = tokenIn((await door.read((await door.mails())[0] ?? expect.fail()))?.text ?? '')
  door.pass({ hours: 48, minutes: 1 })
  for (const method of ['GET', 'POST']) {
    const answer = await door.app.request(`/confirm/${token}`, { method })
    expect(answer.status).toBe(410)
    expect(await answer.text()).toContain('href="../subscribe?language=en"')
  }
  expect(await door.store.subscribers.count({})).toBe(0)
})

test('with the script’s work done a network may ask more often, and each work counts once', async () => {
  const door = await aFrontDoor({ limits: 'limits = { network = "5/h", unproven = "1/h" }' })
  const ask = async (name: string, altcha = '') => (await door.send({ email: `${name}@a.example`, altcha })).status
  const work = await solved(door.app)
  expect([await ask('a', work), await ask('b'), await ask('c', work)]).toEqual([303, 303, 429])
  expect(await ask('d', await solved(door.app))).toBe(303)
  expect(await ask('e', 'garbage')).toBe(429)
})
