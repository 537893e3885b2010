import { describe, expect, it } from 'vitest'
import { aFrontDoor } from './a-front-door.ts'

const VICTIM = 'victim@a.example'

describe('a bomb of mails', () => {
  it('to one address, from a thousand networks, brings what the limit allows', async () => {
    const door = await aFrontDoor()
    for (let index = 0; index < 1_000; index++) {
      const from = `198.51.${index >> 8}.${index & 255}`
      // As the address may be spelled.
      const email = index % 2 ? VICTIM : 'Victim@A.example'
      expect((await door.send({ email }, { from })).status).toBe(303)
    }
    expect(await door.mails()).toHaveLength(3)
    door.pass({ hours: 25 })
    await door.send({ email: VICTIM })
    expect(await door.mails()).toHaveLength(4)
  })

  it('to many addresses, from one network: IPv6 with all that a household has, too', async () => {
    const door = await aFrontDoor()
    const statuses: number[] = []
    for (let index = 0; index < 50; index++) {
      const from = `2001:db8:0:1:${index.toString(16)}::${index}`
      statuses.push((await door.send({ email: `reader${index}@a.example` }, { from })).status)
    }
    expect(await door.mails()).toHaveLength(3)
    expect(statuses.filter((status) => status === 429)).toHaveLength(47)
    // Who shares nothing with them is not kept out.
    expect((await door.send({ email: VICTIM }, { from: '2001:db8:0:2::1' })).status).toBe(303)
  })

  it('to many addresses, from many networks, is held to what is allowed in all', async () => {
    const door = await aFrontDoor({ limits: 'limits = { all = "20/h" }' })
    for (let index = 0; index < 60; index++)
      await door.send({ email: `reader${index}@a.example` }, { from: `198.51.100.${index}` })
    expect(await door.mails()).toHaveLength(20)
  })

  it('whose sender writes addresses into X-Forwarded-For counts as one: the proxy’s is the last', async () => {
    const door = await aFrontDoor()
    for (let index = 0; index < 20; index++)
      await door.send({ email: `reader${index}@a.example` }, { from: `192.0.2.${index}, 203.0.113.5` })
    expect(await door.mails()).toHaveLength(3)
  })
})

describe('what is done for an address', () => {
  it('is the same, in the same order, whether it is known, unknown, gone, suppressed or asked for already', async () => {
    const door = await aFrontDoor()
    const at = door.now()
    const request = { newsletter: 'weekly', cadence: 'default', at, source: 'cli' as const }
    for (const name of ['known', 'gone', 'paused'])
      await door.store.subscribers.subscribe({ ...request, address: `${name}@a.example`, key: `${name}@a.example` })
    await door.store.subscribers.remove('gone@a.example', undefined, at, 'cli')
    const paused = (await door.store.subscribers.find('paused@a.example'))?.subscriptions[0]?.handle ?? ''
    await door.store.subscribers.pause(paused, at.add({ hours: 999 }), at, 'link')
    await door.store.subscribers.suppress('suppressed@a.example', 'complaint', at)
    await door.send({ email: 'pending@a.example' }, { from: '192.0.2.250' })
    const seen = new Set<string>()
    for (const [index, name] of ['known', 'unknown', 'gone', 'paused', 'suppressed', 'pending'].entries()) {
      door.done.length = 0
      const answer = await door.send({ email: `${name}@a.example` }, { from: `192.0.2.${index}` })
      const headers = [...answer.headers].filter(([header]) => header !== 'date')
      seen.add(JSON.stringify([answer.status, headers, await answer.text(), door.done]))
    }
    expect([...seen]).toHaveLength(1)
    expect(door.done).toEqual(['signUps.receive'])
  })
})

describe('what nobody confirmed', () => {
  it('is forgotten, and no list has it meanwhile', async () => {
    const door = await aFrontDoor()
    await door.send({ email: VICTIM })
    expect(await door.store.subscribers.count({})).toBe(0)
    door.pass({ hours: 7 * 24 + 1 })
    const now = door.now()
    await door.store.signUps.tidy({ now, signUpsBefore: now.subtract({ hours: 7 * 24 }), networksBefore: now })
    expect(await door.store.signUps.pendingOf(VICTIM)).toEqual([])
    expect(await door.read((await door.mails())[0] ?? expect.fail())).toBeUndefined()
  })
})
