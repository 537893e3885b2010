import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { ChosenPost } from '../../../src/actions/editions/choose-posts.ts'
import { duePosts } from '../../../src/actions/editions/due-posts.ts'
import type { Candidates } from '../../../src/editions/audience.ts'
import { inOrder, MAX_POSTS, matchesTopics, selectedPosts } from '../../../src/editions/due.ts'
import { indexesIn, maskOf } from '../../../src/editions/mask.ts'
import type { Post } from '../../../src/posts/post.ts'

const CADENCES = ['daily', 'weekly'] as const
const TAGS = ['maps', 'bread', 'sea']
const SELECTION = { sections: [], tags: TAGS, categories: [], languages: [] }
const DAYS = 15

type Cadence = (typeof CADENCES)[number]

interface Person {
  cadence: Cadence
  topics: string[]
  /** Undefined: not subscribed. */
  since?: number
  isPaused: boolean
  got: { post: ChosenPost; day: number; since: number }[]
}

const at = (day: number) => Temporal.Instant.fromEpochMilliseconds(day * 86_400_000)
const dayOf = (post: ChosenPost) => post.newAt.epochMilliseconds / 86_400_000

function madePosts(drawn: { day: number; tags: string[]; priority: number; isLive: boolean }[]): ChosenPost[] {
  return drawn.map(({ day, tags, priority, isLive }, number) => {
    const post: Post = {
      id: `id:${number}`,
      path: `posts/${number}.md`,
      file: `content/posts/${number}.md`,
      url: `https://lantern.example/posts/${number}/`,
      aliases: [],
      title: `Post ${number}`,
      publishedAt: { instant: at(day), offset: '+00:00' },
      authors: [],
      tags,
      categories: [],
      section: 'posts',
      language: 'en',
      status: isLive ? 'live' : 'draft',
      hash: '',
      steering: { priority },
    }
    return { post, newAt: at(day) } as ChosenPost
  })
}

const drawnPosts = fc.array(
  fc.record({
    day: fc.nat(DAYS - 1),
    tags: fc.subarray([...TAGS, 'other']),
    priority: fc.constantFrom(0, 0, 0, 1, -1),
    isLive: fc.constantFrom(true, true, true, false),
  }),
  { maxLength: 160, size: 'max' },
)

type Change = 'subscribe' | 'leave' | 'cadence' | 'topics' | 'pause' | 'resume'

const lives = fc.array(
  fc.record({
    begins: fc.nat(5),
    cadence: fc.constantFrom(...CADENCES),
    topics: fc.subarray(TAGS),
    changes: fc.array(
      fc.record({
        day: fc.nat(DAYS - 1),
        what: fc.constantFrom<Change>('subscribe', 'leave', 'cadence', 'topics', 'pause', 'resume'),
        topics: fc.subarray(TAGS),
      }),
      { maxLength: 8 },
    ),
  }),
  { minLength: 1, maxLength: 6 },
)

/** What a day brings to a subscription: who comes back after leaving or a pause gets what is new from then on. */
function change(person: Person, what: Change, topics: string[], day: number): void {
  if (what === 'subscribe') person.since ??= day
  if (what === 'leave') person.since = undefined
  if (what === 'cadence') person.cadence = person.cadence === 'daily' ? 'weekly' : 'daily'
  if (what === 'topics') person.topics = topics
  if (what === 'pause') person.isPaused = true
  if (what === 'resume' && person.isPaused) {
    person.isPaused = false
    if (person.since !== undefined) person.since = day
  }
}

const wants = (person: Person, post: ChosenPost) =>
  person.since !== undefined &&
  dayOf(post) >= person.since &&
  matchesTopics(person.topics, post.post.tags) &&
  !person.got.some((got) => got.post.post.id === post.post.id)

/** The rule of the store in words. */
function candidatesOf(people: Person[], cadence: Cadence, posts: ChosenPost[]): Candidates {
  const counts = new Map<number, number>()
  for (const person of people.filter((each) => each.cadence === cadence && !each.isPaused)) {
    const mask = maskOf(posts.flatMap((post, index) => (wants(person, post) ? [index] : [])))
    if (mask > 0) counts.set(mask, (counts.get(mask) ?? 0) + 1)
  }
  const groups = Array.from(counts, ([mask, recipientCount]) => ({ mask, recipientCount }))
  return { groups, excluded: {}, candidateCount: people.length }
}

async function send(people: Person[], cadence: Cadence, all: ChosenPost[], day: number): Promise<number> {
  const known = all.filter((post) => dayOf(post) < day)
  const chosen = selectedPosts(known, SELECTION)
  const due = await duePosts(chosen, (posts) => Promise.resolve(candidatesOf(people, cadence, posts)))
  expect(due.posts.length).toBeLessThanOrEqual(MAX_POSTS)
  expect(due.posts).toEqual(due.posts.toSorted((a, b) => inOrder(a.post, b.post)))
  const masks = new Set(due.candidates.groups.map(({ mask }) => mask))
  for (const person of people.filter((each) => each.cadence === cadence && !each.isPaused)) {
    const mask = maskOf(due.posts.flatMap((post, index) => (wants(person, post) ? [index] : [])))
    if (mask === 0) continue
    expect(masks).toContain(mask)
    for (const index of indexesIn(mask)) {
      const post = due.posts[index]
      if (post) person.got.push({ post, day, since: person.since ?? Number.NaN })
    }
  }
  return due.beyond.length
}

test('property: no post twice to one person, none lost between cadences, none before its time, in order and within the limit', async () => {
  await fc.assert(
    fc.asyncProperty(drawnPosts, lives, async (drawn, drawnPeople) => {
      const posts = madePosts(drawn)
      const people = drawnPeople.map(({ cadence, topics }): Person => ({ cadence, topics, isPaused: false, got: [] }))
      for (let day = 0; day < DAYS; day++) {
        for (const [index, { begins, changes }] of drawnPeople.entries()) {
          const person = people[index] as Person
          if (begins === day) change(person, 'subscribe', [], day)
          for (const each of changes.filter((one) => one.day === day)) change(person, each.what, each.topics, day)
        }
        await send(people, 'daily', posts, day)
        if (day % 7 === 0) await send(people, 'weekly', posts, day)
      }
      // Of what an edition had no room for, the next ones bring the rest.
      for (const cadence of CADENCES) while ((await send(people, cadence, posts, DAYS)) > 0);
      const offered = selectedPosts(posts, SELECTION)
      for (const person of people) {
        const ids = person.got.map(({ post }) => post.post.id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { post, day, since } of person.got) {
          expect(dayOf(post)).toBeLessThan(day)
          expect(dayOf(post)).toBeGreaterThanOrEqual(since)
          expect(offered).toContain(post)
        }
        if (!person.isPaused) expect(offered.filter((post) => wants(person, post))).toEqual([])
      }
    }),
    { numRuns: 60 },
  )
})
