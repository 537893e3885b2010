import { expect, test } from 'vitest'
import { aReader } from './a-reader.ts'

/** Mei asks for another address; the links of both mails. */
async function moving(to = 'Mei@new.example') {
  const reader = await aReader()
  expect(await reader.send({ do: 'address', email: to })).toMatch(/said=address$/)
  const links: string[] = []
  for (const mail of await reader.mails()) {
    const text = (await reader.read(mail))?.text ?? ''
    links.push(/\/preferences\/address\/[\w-]{43}/.exec(text)?.[0] ?? '')
  }
  const [toNew = '', toOld = ''] = links
  const press = async (link: string, what = 'agree') => (await reader.post(link, { do: what })).text()
  return { ...reader, toNew, toOld, press }
}

test('both addresses get a mail, and it is done when both have pressed the button, in either order', async () => {
  for (const order of ['new first', 'old first']) {
    const { mails, read, record, press, app, toNew, toOld } = await moving()
    const put = await mails()
    expect(put.map(({ address }) => address)).toEqual(['Mei@new.example', 'mei@example.org'])
    const [asksNew, asksOld] = [await read(put[0]), await read(put[1])]
    // A stranger's mail has nothing that another typed.
    expect(asksNew?.text).not.toContain('mei@')
    expect(asksOld?.text).toContain('Mei@new.example')
    const page = await (await app.request(toOld)).text()
    expect(page).toContain('Should your mails go to Mei@new.example from now on?')
    expect(await (await app.request(toNew)).text()).not.toContain('call-off')
    const [first, second] = order === 'new first' ? [toNew, toOld] : [toOld, toNew]
    expect(await press(first)).toContain('It is changed when the button in the other mail was pressed, too.')
    expect(await press(first)).toContain('the other mail')
    expect(await record()).toBeDefined()
    expect(await press(second)).toContain('Done. Mails go to Mei@new.example from now on.')
    expect(await press(second)).toContain('Done.')
    expect(await record()).toBeUndefined()
    const held = await record('mei@new.example')
    expect(held).toMatchObject({ subscriber: { address: 'Mei@new.example' }, subscriptions: [{ state: 'active' }] })
    expect(held?.consents.at(-1)).toMatchObject({ action: 'address-changed', source: 'link' })
    expect((await app.request(toOld)).status).toBe(410)
  }
})

test('the old address calls it off, and then nobody can do it', async () => {
  const { press, record, toNew, toOld, app } = await moving()
  await press(toNew)
  expect(await press(toOld, 'call-off')).toContain('It is called off.')
  expect(await press(toOld)).toContain('This link works no longer')
  expect((await app.request(toNew)).status).toBe(410)
  expect(await record()).toBeDefined()
})

test('an old address that is gone need not agree, and gets no mail', async () => {
  const reader = await aReader()
  const at = (await reader.record())?.subscriber?.createdAt as never
  await reader.store.subscribers.suppress('mei@example.org', 'no-such-address', at)
  await reader.send({ do: 'address', email: 'mei@new.example' })
  const put = await reader.mails()
  expect(put).toHaveLength(1)
  const text = (await reader.read(put[0]))?.text ?? ''
  const link = /\/preferences\/address\/[\w-]{43}/.exec(text)?.[0] ?? ''
  expect(await (await reader.post(link, { do: 'agree' })).text()).toContain('Done.')
  expect(await reader.record('mei@new.example')).toMatchObject({ subscriptions: [{ state: 'active' }] })
})

test('an address that is somebody’s already: the same answer, and its mail says so', async () => {
  const reader = await aReader()
  const at = (await reader.record())?.subscriber?.createdAt as never
  await reader.store.subscribers.subscribe({
    ...{ newsletter: 'weekly', cadence: 'default', address: 'ada@example.org', key: 'ada@example.org' },
    ...{ at, source: 'cli' },
  })
  expect(await reader.send({ do: 'address', email: 'ada@example.org' })).toMatch(/said=address$/)
  const put = await reader.mails()
  expect(put.map(({ address }) => address)).toEqual(['ada@example.org', 'mei@example.org'])
  const mail = await reader.read(put[0])
  expect(mail?.text).toContain('It is subscribed already, and nothing was changed.')
  expect(mail?.text).not.toContain('/preferences/')
})

test('of several that were asked for, the last one counts; each address gets a few mails a day', async () => {
  const { send, mails, read, press, toNew, record } = await moving()
  await send({ do: 'address', email: 'mei@other.example' })
  expect(await press(toNew)).toContain('This link works no longer')
  expect(await read((await mails())[0])).toBeUndefined()
  for (let time = 0; time < 5; time++) await send({ do: 'address', email: `mei${time}@other.example` })
  expect(await mails()).toHaveLength(6)
  expect(await record()).toBeDefined()
})

test('a link works for two days, and for this alone', async () => {
  const { app, toNew, token, pass, post } = await moving()
  expect((await app.request(toNew.replace('/preferences/address/', '/preferences/'))).status).toBe(404)
  expect((await app.request(`/preferences/address/${token}`)).status).toBe(404)
  expect((await post(toNew, { do: 'anything' })).status).toBe(200)
  pass({ hours: 49 })
  expect((await app.request(toNew)).status).toBe(410)
  expect((await post(toNew, { do: 'agree' })).status).toBe(410)
})

test.each(['no address', 'postmaster@example.org'])('%s is not taken, and the page says why', async (email) => {
  const { post, token, mails } = await aReader()
  const answer = await post(`/preferences/${token}`, { do: 'address', email })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toMatch(/role="alert" class="notice">(This is no email|Nobody reads)/)
  expect(await mails()).toEqual([])
})
