import { expect, test } from 'vitest'
import type { Rate } from '../../../src/config/rate.ts'
import type { Store } from '../../../src/store/open-store.ts'
import type { NewSignUp } from '../../../src/subscribers/sign-up.ts'
import { at, join, type NewDatabase, seeFresh, signUpBy } from './store-world.ts'

const DAY = 24 * 60
const MEI = 'mei@example.org'
const CHOICES = new Map([
  ['weekly', { cadence: 'default', topics: ['bread'] }],
  ['daily', { cadence: 'morning', topics: [] }],
])

export function signUpsContract(newDatabase: NewDatabase): void {
  test('a sign-up reaches no list before it is confirmed, and is then an active subscription with its proof', async () => {
    const { store } = await newDatabase()
    const handle = await signUpBy(store, signUp({ newsletters: ['weekly', 'daily'], topics: ['bread'] }))
    expect(handle).toMatch(/^[A-Za-z0-9_-]{16}$/)
    const pendingOne = { newsletters: ['weekly', 'daily'], at: at(0), form: '/subscribe', language: 'de' }
    expect(await store.subscribers.find(MEI)).toMatchObject({ subscriptions: [], consents: [], signUps: [pendingOne] })
    expect(await store.subscribers.count({})).toBe(0)
    const pending = { state: 'pending' as const, newsletter: 'daily' }
    expect(await store.subscribers.list({ ...pending, limit: 10 })).toMatchObject([
      { address: 'Mei@example.org', newsletter: 'weekly, daily', state: 'pending', since: at(0) },
    ])
    expect(await store.subscribers.count(pending)).toBe(1)
    expect(await store.subscribers.count({ ...pending, newsletter: 'other' })).toBe(0)
    expect(await store.signUps.pendingOf(MEI)).toMatchObject([{ handle, at: at(0), newsletters: ['weekly', 'daily'] }])
    await seeFresh(store, ['lamp'], 5)
    const confirmed = await store.signUps.confirm(handle, { at: at(10), network: '198.51.100.9', choices: CHOICES })
    expect(confirmed).toMatchObject({
      address: 'Mei@example.org',
      language: 'de',
      subscriptions: [
        { newsletter: 'weekly', began: true },
        { newsletter: 'daily', began: true },
      ],
    })
    const record = await store.subscribers.find(MEI)
    expect(record).toMatchObject({
      subscriber: { address: 'Mei@example.org', language: 'de', createdAt: at(10) },
      subscriptions: [
        {
          newsletter: 'weekly',
          cadence: 'default',
          topics: ['bread'],
          state: 'active',
          stateAt: at(10),
          since: at(10),
        },
        { newsletter: 'daily', cadence: 'morning' },
      ],
    })
    expect(record?.consents.slice(0, 2)).toEqual([
      {
        subscriberId: record?.subscriber?.id,
        newsletter: 'weekly',
        action: 'subscribed',
        at: at(0),
        source: 'form',
        evidence: { form: '/subscribe', wording: 1, language: 'de', network: '203.0.113.5' },
      },
      {
        subscriberId: record?.subscriber?.id,
        newsletter: 'weekly',
        action: 'confirmed',
        at: at(10),
        source: 'link',
        evidence: { wording: 1, language: 'de', network: '198.51.100.9' },
      },
    ])
    expect(await store.signUps.pendingOf(MEI)).toEqual([])
  })

  test('a second press is as good as one, and brings nobody back who left since', async () => {
    const { store } = await newDatabase()
    const handle = await signUpBy(store, signUp())
    const press = (minutes: number) => store.signUps.confirm(handle, { at: at(minutes), choices: CHOICES })
    await press(1)
    expect(await press(2)).toMatchObject({ subscriptions: [{ newsletter: 'weekly', began: false }] })
    const record = await store.subscribers.find(MEI)
    expect(record?.consents).toHaveLength(2)
    await store.subscribers.unsubscribe(record?.subscriptions[0]?.handle ?? '', at(3), 'web')
    expect(await press(4)).toMatchObject({ subscriptions: [] })
    expect((await store.subscribers.find(MEI))?.subscriptions).toMatchObject([{ state: 'unsubscribed' }])
    expect(await store.signUps.confirm('AAAAAAAAAAAAAAAA', { at: at(1), choices: CHOICES })).toBe('unknown')
  })

  test('whoever is subscribed goes on as they chose, whatever a stranger asks for', async () => {
    const { store } = await newDatabase()
    await join(store, 'mei', { topics: ['maps'] })
    const handle = await signUpBy(store, signUp({ newsletters: ['weekly', 'daily'], topics: ['bread'] }))
    expect(await store.signUps.standing(handle)).toMatchObject({
      isSuppressed: false,
      already: [{ newsletter: 'weekly' }],
    })
    await store.signUps.confirm(handle, { at: at(10), choices: CHOICES })
    expect((await store.subscribers.find(MEI))?.subscriptions).toMatchObject([
      { newsletter: 'weekly', topics: ['maps'], since: at(0) },
      { newsletter: 'daily', topics: [], since: at(10) },
    ])
  })

  test('who left or pauses comes back by what they ask for now', async () => {
    const { store } = await newDatabase()
    const weekly = await join(store, 'mei')
    const daily = await join(store, 'mei', { newsletter: 'daily' })
    await store.subscribers.unsubscribe(weekly, at(1), 'web')
    await store.subscribers.pause(daily, at(30 * DAY), at(1), 'link')
    const handle = await signUpBy(store, signUp({ newsletters: ['weekly', 'daily'], at: at(5) }))
    await store.signUps.confirm(handle, { at: at(10), choices: CHOICES })
    const record = await store.subscribers.find(MEI)
    expect(record?.subscriptions).toMatchObject([
      { handle: weekly, state: 'active', since: at(10) },
      { handle: daily, state: 'active', since: at(10) },
    ])
    expect(record?.consents.map(({ action }) => action).slice(-4)).toEqual([
      'resubscribed',
      'confirmed',
      'resubscribed',
      'confirmed',
    ])
  })

  test('a suppressed address is not brought back by a form', async () => {
    const { store } = await newDatabase()
    await store.subscribers.suppress(MEI, 'complaint', at(0))
    const handle = await signUpBy(store, signUp())
    expect(await store.signUps.standing(handle)).toMatchObject({ isSuppressed: true })
    expect(await store.signUps.confirm(handle, { at: at(1), choices: CHOICES })).toBe('suppressed')
    expect(await store.subscribers.find(MEI)).toMatchObject({ subscriptions: [], consents: [] })
  })

  test('two presses at once begin it once', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const handle = await signUpBy(store, signUp())
    const answers = await Promise.all(
      [store, other].map(({ signUps }) => signUps.confirm(handle, { at: at(1), choices: CHOICES })),
    )
    const began = answers.flatMap((answer) => (typeof answer === 'string' ? [] : answer.subscriptions))
    expect(began.filter((one) => one.began)).toHaveLength(1)
    expect((await store.subscribers.find(MEI))?.consents).toHaveLength(2)
  })

  test('what nobody confirmed is forgotten, and of a network address a keyed hash is left', async () => {
    const { store } = await newDatabase()
    const handle = await signUpBy(store, signUp())
    const late = await signUpBy(store, signUp({ address: 'ada@example.org', key: 'ada@example.org', at: at(DAY) }))
    await store.signUps.confirm(handle, { at: at(10), network: '203.0.113.5', choices: CHOICES })
    const again = await signUpBy(store, signUp({ at: at(DAY) }))
    await store.signUps.confirm(again, { at: at(DAY + 1), choices: CHOICES })
    await tidy(store, { signUps: DAY, networks: 5 })
    expect(await networks(store)).toEqual([expect.stringMatching(/^hmac:[\w-]{43}$/), '203.0.113.5'])
    await tidy(store, { signUps: DAY, networks: 11 })
    const [first, second] = await networks(store)
    expect(first).toBe(second)
    expect(await store.signUps.find(handle)).toBeUndefined()
    expect(await store.signUps.find(late)).toMatchObject({ address: 'ada@example.org' })
    expect(await store.signUps.confirm(handle, { at: at(DAY), choices: CHOICES })).toBe('unknown')
  })

  test('what has no room is not written down, and of two limits one is enough', async () => {
    const { store } = await newDatabase()
    const [once, twice] = [1, 2].map((count) => ({ count, seconds: 3600 })) as [Rate, Rate]
    const limits = [
      [{ name: 'network', rate: twice }],
      [
        { name: 'work', rate: once },
        { name: 'unproven', rate: once },
      ],
    ]
    const answers: unknown[] = []
    for (let index = 0; index < 3; index++) answers.push(await store.signUps.receive({ limits, signUp: signUp() }))
    expect(answers).toEqual([{ handle: expect.any(String) }, { handle: expect.any(String) }, { refusedBy: 0 }])
    expect(await store.signUps.receive({ limits: limits.slice(1), signUp: signUp() })).toEqual({ refusedBy: 0 })
    expect(await store.signUps.pendingOf(MEI)).toHaveLength(2)
    expect(await store.outbox.claimable(at(1), 10)).toMatchObject([
      { content: { kind: 'sign-up' }, address: 'Mei@example.org', newsletter: 'weekly' },
      { content: { kind: 'sign-up' } },
    ])
  })

  test('limits are everybody’s: of a window no more is given than the rate allows', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const rate = { count: 3, seconds: 3600 }
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, index) => (index % 2 ? store : other).limits.take('address mei', rate, at(0))),
    )
    expect(taken.filter(Boolean)).toHaveLength(3)
    expect(await store.limits.take('address ada', rate, at(0))).toBe(true)
  })
}

function signUp(also: Partial<NewSignUp> = {}): NewSignUp {
  return {
    address: 'Mei@example.org',
    key: MEI,
    newsletters: ['weekly'],
    topics: [],
    language: 'de',
    form: '/subscribe',
    wording: 1,
    network: '203.0.113.5',
    at: at(0),
    ...also,
  }
}

function tidy(store: Store, before: { signUps: number; networks: number }): Promise<void> {
  const times = { signUpsBefore: at(before.signUps), networksBefore: at(before.networks), now: at(2 * DAY) }
  return store.signUps.tidy(times)
}

async function networks(store: Store): Promise<(string | undefined)[]> {
  return ((await store.subscribers.find(MEI))?.consents ?? []).map(({ evidence }) => evidence?.network)
}
