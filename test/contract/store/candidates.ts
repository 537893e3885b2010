import fc from 'fast-check'
import type { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { DeliveryStep } from '../../../src/deliveries/delivery.ts'
import type { Candidates, EditionPost } from '../../../src/editions/audience.ts'
import { matchesTopics } from '../../../src/editions/due.ts'
import type { Store } from '../../../src/store/open-store.ts'
import {
  anyTopic,
  at,
  editionOf,
  join,
  type NewDatabase,
  processNamed,
  seeFresh,
  start,
  variantOf,
} from './store-world.ts'

const WEEKLY = { newsletter: 'weekly', cadence: 'default', matchesTopics: anyTopic, transport: 'smtp' as const }

export function candidatesContract(newDatabase: NewDatabase, share = 1): void {
  test('who is due what: since, topics, suppression', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'], 0)
    await join(store, 'early')
    await join(store, 'between', { minutes: 10 })
    await join(store, 'late', { minutes: 20 })
    await join(store, 'baker', { topics: ['bread'] })
    await join(store, 'elsewhere', { cadence: 'monthly' })
    await join(store, 'suppressed')
    await store.subscribers.suppress('suppressed@example.org', 'operator', at(1))
    const posts = [
      { postId: 'lamp', newAt: at(10), tags: [] },
      { postId: 'bread', newAt: at(20), tags: ['bread'] },
    ]
    expect(await store.editions.candidates({ ...WEEKLY, posts }, at(60))).toEqual({
      groups: [
        { mask: 0b10, recipientCount: 2 },
        { mask: 0b11, recipientCount: 1 },
      ],
      excluded: { suppressed: 1, 'subscribed-later': 1 },
      candidateCount: 5,
    })
  })

  test('of one person alone, what they are due or why nothing; nobody where they did not ask for it', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'], 0)
    await join(store, 'early')
    await join(store, 'late', { minutes: 20 })
    await join(store, 'elsewhere', { cadence: 'monthly' })
    const posts = [
      { postId: 'lamp', newAt: at(10), tags: [] },
      { postId: 'bread', newAt: at(20), tags: [] },
    ]
    const asked = (name: string) => store.editions.candidates({ ...WEEKLY, posts, only: `${name}@example.org` }, at(60))
    expect(await asked('early')).toEqual({
      groups: [{ mask: 0b11, recipientCount: 1 }],
      excluded: {},
      candidateCount: 1,
    })
    expect(await asked('late')).toEqual({ groups: [], excluded: { 'subscribed-later': 1 }, candidateCount: 1 })
    expect(await asked('elsewhere')).toEqual({ groups: [], excluded: {}, candidateCount: 0 })
    expect(await asked('nobody')).toEqual({ groups: [], excluded: {}, candidateCount: 0 })
  })

  test('each question is answered by itself, whoever and whatever the one before was about', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'], 0)
    await join(store, 'early')
    await join(store, 'baker', { topics: ['bread'] })
    const [lamp, bread] = ['lamp', 'bread'].map((postId) => ({ postId, newAt: at(10), tags: [postId] }))
    const asked = (posts: EditionPost[], cadence = 'default') =>
      store.editions.candidates({ ...WEEKLY, cadence, posts, matchesTopics }, at(60))
    const both = await asked([lamp, bread] as EditionPost[])
    expect(both).toMatchObject({ candidateCount: 2, excluded: {} })
    expect(await asked([lamp] as EditionPost[])).toMatchObject({
      candidateCount: 2,
      excluded: { 'other-topics': 1 },
    })
    expect(await asked([lamp] as EditionPost[], 'monthly')).toMatchObject({ groups: [], candidateCount: 0 })
    expect(await asked([lamp, bread] as EditionPost[])).toEqual(both)
  })

  test('a post named outright goes to who subscribed after it, but not to who got it', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp'], 0)
    await join(store, 'early')
    await start(store, editionOf(['lamp']))
    await join(store, 'late', { minutes: 60 })
    const posts = [{ postId: 'lamp', tags: [] }]
    expect(await store.editions.candidates({ ...WEEKLY, posts }, at(60))).toMatchObject({
      groups: [{ mask: 1, recipientCount: 1 }],
      excluded: { 'had-it': 1 },
    })
  })

  test('what a capture mailbox took counts for a capture mailbox alone', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp'], 0)
    await join(store, 'mei')
    await start(store, editionOf(['lamp'], { transport: 'mailbox' }))
    const posts = [{ postId: 'lamp', newAt: at(10), tags: [] }]
    expect((await store.editions.candidates({ ...WEEKLY, posts }, at(60))).groups).toHaveLength(1)
    expect((await store.editions.candidates({ ...WEEKLY, posts, transport: 'mailbox' }, at(60))).groups).toEqual([])
  })

  test.each<[Fate, 'counts as sent' | 'may go again']>([
    ['queued', 'counts as sent'],
    ['sending', 'counts as sent'],
    ['deferred', 'counts as sent'],
    ['accepted', 'counts as sent'],
    ['uncertain', 'counts as sent'],
    ['uncertain, then rejected', 'counts as sent'],
    ['rejected', 'may go again'],
    ['expired', 'may go again'],
  ])('a post whose delivery is %s %s', async (fate, expected) => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp'], 0)
    await join(store, 'mei')
    const id = await start(store, editionOf(['lamp']))
    const [delivery] = await store.deliveries.claimable(id, at(60), 1)
    await meetFate(store, delivery?.id ?? 0, fate)
    const posts = [{ postId: 'lamp', newAt: at(10), tags: [] }]
    const { groups } = await store.editions.candidates({ ...WEEKLY, posts }, at(60))
    expect(groups.length === 0 ? 'counts as sent' : 'may go again').toBe(expected)
  })

  test('a mask of fifty posts is exact, and fifty-one are refused', async () => {
    const { store } = await newDatabase()
    await join(store, 'mei')
    const posts = Array.from({ length: 50 }, (_, index) => ({ postId: `p${index}`, newAt: at(10), tags: [] }))
    expect((await store.editions.candidates({ ...WEEKLY, posts }, at(60))).groups).toEqual([
      { mask: 2 ** 50 - 1, recipientCount: 1 },
    ])
    const tooMany = [...posts, { postId: 'p50', newAt: at(10), tags: [] }]
    await expect(store.editions.candidates({ ...WEEKLY, posts: tooMany }, at(60))).rejects.toThrow(RangeError)
    expect((await store.editions.candidates({ ...WEEKLY, posts: [] }, at(60))).excluded).toEqual({ 'nothing-due': 1 })
  })

  test('agrees with the rule in words, whatever happened before', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        const { store } = await newDatabase()
        await seeFresh(store, POST_IDS, 0)
        for (const person of drawn.people) await settleIn(store, person)
        const ledger = new Map<string, Set<string>>()
        for (const edition of drawn.before) await sendBefore(store, edition, ledger)
        const query = { ...WEEKLY, posts: drawn.posts, transport: drawn.transport }
        expect(await store.editions.candidates(query, at(60))).toEqual(reference(drawn, ledger))
        await store.close()
      }),
      { numRuns: Math.ceil(60 * share) },
    )
  })
}

const POST_IDS = ['lamp', 'bread', 'map']
const TAGS = ['a', 'b', 'c']

interface Person {
  name: string
  topics: string[]
  minutes: number
  cadence: string
  fate: 'stays' | 'leaves' | 'suppressed'
}
type Fate =
  | 'queued'
  | 'sending'
  | 'accepted'
  | 'rejected'
  | 'deferred'
  | 'expired'
  | 'uncertain'
  | 'uncertain, then rejected'
interface Before {
  newsletter: string
  transport: 'smtp' | 'mailbox'
  postIds: string[]
  fates: Fate[]
}
interface World {
  people: Person[]
  posts: EditionPost[]
  before: Before[]
  transport: 'smtp' | 'mailbox'
}

/** Most people stay, so that most of what is drawn matters. */
const STAYS = Array.from({ length: 6 }, () => 'stays' as const)

const transport = fc.constantFrom('smtp' as const, 'mailbox' as const)
const fate = fc.constantFrom<Fate>(
  'queued',
  'sending',
  'accepted',
  'rejected',
  'deferred',
  'expired',
  'uncertain',
  'uncertain, then rejected',
)
const world: fc.Arbitrary<World> = fc.record({
  people: fc
    .array(
      fc.record({
        topics: fc.subarray(TAGS),
        minutes: fc.integer({ min: 0, max: 4 }),
        cadence: fc.constantFrom('default', 'default', 'default', 'monthly'),
        fate: fc.constantFrom(...STAYS, 'leaves' as const, 'suppressed' as const),
      }),
      { minLength: 3, maxLength: 6 },
    )
    .map((people) => people.map((person, index) => ({ ...person, name: `reader${index}` }))),
  posts: fc
    .tuple(
      fc.shuffledSubarray(POST_IDS, { minLength: 1 }),
      fc.array(
        fc.record({
          newAt: fc.option(fc.integer({ min: 0, max: 4 }).map(at), { nil: undefined }),
          tags: fc.subarray(TAGS),
        }),
        { minLength: 3, maxLength: 3 },
      ),
    )
    .map(([ids, facts]) => ids.map((postId, index) => ({ postId, tags: [], ...facts[index] }))),
  before: fc.array(
    fc.record({
      newsletter: fc.constantFrom('weekly', 'daily'),
      transport,
      postIds: fc.subarray(POST_IDS, { minLength: 1 }),
      fates: fc.array(fate, { minLength: 6, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  transport,
})

async function settleIn(store: Store, { name, topics, minutes, cadence, fate }: Person): Promise<void> {
  const handle = await join(store, name, { topics, minutes, cadence })
  await join(store, name, { newsletter: 'daily' })
  if (fate === 'leaves') await store.subscribers.unsubscribe(handle, at(5), 'web')
  if (fate === 'suppressed') await store.subscribers.suppress(`${name}@example.org`, 'operator', at(5))
}

/** An earlier edition, taken to a different end for each recipient; notes who counts as having got what, for which transport. */
async function sendBefore(store: Store, before: Before, ledger: Map<string, Set<string>>): Promise<void> {
  const posts = before.postIds.map((postId) => ({ postId, tags: TAGS }))
  const masks = Array.from({ length: 2 ** posts.length - 1 }, (_, index) => index + 1)
  const variants = masks.map((mask) =>
    variantOf(
      before.postIds.filter((_, bit) => mask & (1 << bit)),
      mask,
    ),
  )
  const { newsletter, transport } = before
  const id = await start(store, editionOf([], { newsletter, transport, posts, variants }))
  const sent = new Map((await store.editions.variants(id)).map((variant) => [variant.id, variant.postIds]))
  for (const [index, delivery] of (await store.deliveries.claimable(id, at(60), 100)).entries()) {
    const fate = before.fates[index % before.fates.length] ?? 'queued'
    await meetFate(store, delivery.id, fate)
    if (fate === 'rejected' || fate === 'expired') continue
    const key = `${transport} ${delivery.address}`
    ledger.set(key, new Set([...(ledger.get(key) ?? []), ...(sent.get(delivery.variantId) ?? [])]))
  }
}

async function meetFate(store: Store, deliveryId: number, fate: Fate): Promise<void> {
  if (fate === 'queued') return
  const worker = await store.workers.begin(processNamed('test'), 'hold', at(0))
  const reply = { code: 550, text: 'No' }
  const steps: Record<Exclude<Fate, 'queued' | 'sending'>, DeliveryStep[]> = {
    accepted: [{ state: 'accepted', at: at(61), reply }],
    rejected: [{ state: 'rejected', at: at(61), reply, suppress: false }],
    deferred: [{ state: 'deferred', at: at(61), until: at(90), reply }],
    expired: [{ state: 'expired', at: at(61), reply }],
    uncertain: [{ state: 'uncertain', at: at(61), error: 'lost' }],
    'uncertain, then rejected': [
      { state: 'uncertain', at: at(61), until: at(62), error: 'lost' },
      { state: 'rejected', at: at(63), reply, suppress: false },
    ],
  }
  for (const step of fate === 'sending' ? [undefined] : steps[fate]) {
    await store.deliveries.record({ intents: [deliveryId], outcomes: [] }, worker, at(60))
    const outcomes = step ? [{ deliveryId, step, server: 'relay' }] : []
    await store.deliveries.record({ intents: [], outcomes }, worker, at(61))
  }
}

/** Had one of them; else subscribed when all of them were new already, or asked for other topics. */
function whyNothing(
  posts: EditionPost[],
  { since }: { since: Temporal.Instant },
  got: (postId: string) => boolean | undefined,
): 'had-it' | 'subscribed-later' | 'other-topics' {
  if (posts.some(({ postId }) => got(postId))) return 'had-it'
  const isNewer = ({ newAt }: EditionPost) => !newAt || newAt.epochMilliseconds > since.epochMilliseconds
  return posts.some(isNewer) ? 'other-topics' : 'subscribed-later'
}

/** The same rule over plain lists, one person and one post at a time. */
function reference({ people, posts, transport }: World, ledger: Map<string, Set<string>>): Candidates {
  const result: Candidates = { groups: [], excluded: {}, candidateCount: 0 }
  const exclude = (reason: 'suppressed' | 'had-it' | 'subscribed-later' | 'other-topics') => {
    result.excluded[reason] = (result.excluded[reason] ?? 0) + 1
  }
  const byMask = new Map<number, number>()
  for (const person of people.filter(({ fate, cadence }) => fate !== 'leaves' && cadence === 'default')) {
    result.candidateCount++
    const counted = transport === 'smtp' ? ['smtp'] : ['smtp', 'mailbox']
    const got = (postId: string) => counted.some((one) => ledger.get(`${one} ${person.name}@example.org`)?.has(postId))
    const subscription = { since: at(person.minutes), topics: person.topics }
    const mask = posts.reduce((sum, { postId, newAt, tags }, index) => {
      return isDue({ tags, newAt: newAt ?? at(999) }, subscription, got(postId)) ? sum + 2 ** index : sum
    }, 0)
    if (person.fate === 'suppressed') exclude('suppressed')
    else if (mask === 0) exclude(whyNothing(posts, subscription, got))
    else byMask.set(mask, (byMask.get(mask) ?? 0) + 1)
  }
  result.groups = [...byMask]
    .map(([mask, recipientCount]) => ({ mask, recipientCount }))
    .sort((a, b) => b.recipientCount - a.recipientCount || a.mask - b.mask)
  return result
}

/** The rule by which a post is due to one subscription, which the SQL over all of them must agree with. */
function isDue(
  post: { tags: string[]; newAt: Temporal.Instant },
  { since, topics }: { since: Temporal.Instant; topics: string[] },
  alreadySent: boolean,
): boolean {
  return !alreadySent && post.newAt.epochMilliseconds > since.epochMilliseconds && matchesTopics(topics, post.tags)
}
