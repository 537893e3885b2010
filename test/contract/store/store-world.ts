import { Temporal } from 'temporal-polyfill'
import type { NewEdition, NewHeaders } from '../../../src/editions/new-edition.ts'
import type { PostFacts } from '../../../src/posts/scan-record.ts'
import type { Store } from '../../../src/store/open-store.ts'
import type { Confirmation, NewSignUp } from '../../../src/subscribers/sign-up.ts'

/** A database to test: opened once, and once more by another program. */
export interface TestDatabase {
  store: Store
  /** @param folder another place, whose data folder it is */
  openAgain(folder?: string): Promise<Store>
}

/** Makes an empty database that is gone after the test. */
export type NewDatabase = () => Promise<TestDatabase>

/** So many minutes into the test. */
export function at(minutes: number): Temporal.Instant {
  return Temporal.Instant.from('2026-11-16T09:00:00Z').add({ minutes })
}

export function post(id: string, facts: Partial<PostFacts> = {}): PostFacts {
  return {
    id,
    path: `posts/${id}.md`,
    url: `https://lantern.example/posts/${id}/`,
    aliases: [],
    title: `About ${id}`,
    hash: `hash of ${id}`,
    publishedAt: { instant: at(-60), offset: '+08:00' },
    status: 'live',
    ...facts,
  }
}

/** Gives ids as a store wants them, each another. */
export function idsInTurn(): () => string {
  let ids = 0
  return () => `id${String(ids++).padStart(14, '0')}`
}

/** A scan of the site that found these posts for the first time. */
export async function seeFresh(store: Store, ids: string[], minutes = 0, newsletters = ['weekly']): Promise<void> {
  const fresh = ids.map((id) => ({ post: post(id), entryId: `tag:${id}` }))
  await store.posts.recordScan({ at: at(minutes), fresh, known: [], gone: [], newsletters })
}

export interface Joining {
  newsletter?: string
  cadence?: string
  topics?: string[]
  minutes?: number
}

/** Subscribes NAME@example.org and gives the subscription's handle. */
export async function join(store: Store, name: string, joining: Joining = {}): Promise<string> {
  const { newsletter = 'weekly', cadence = 'default', topics = [], minutes = 0 } = joining
  const address = `${name}@example.org`
  await store.subscribers.subscribe({
    newsletter,
    cadence,
    address,
    key: address,
    topics,
    at: at(minutes),
    source: 'cli',
  })
  const record = await store.subscribers.find(address)
  return record?.subscriptions.find((subscription) => subscription.newsletter === newsletter)?.handle ?? ''
}

export const HEADERS: NewHeaders = {
  newsletter: { id: 'weekly', title: 'The Lantern, weekly' },
  from: { name: 'The Lantern', address: 'news@lantern.example' },
  date: at(20),
  webUrl: 'https://news.lantern.example/',
}

/** What somebody asked for by a form. */
export function aSignUp(address: string, newsletters = ['weekly']): NewSignUp {
  const form = { language: 'zh-Hant', form: '/subscribe', wording: 1, network: '192.0.2.7' }
  return { address, key: address, newsletters, topics: ['tea'], ...form, at: at(2) }
}

/** As its owner confirms it. */
export function confirmation(minutes = 3): Confirmation {
  const choices = new Map([['weekly', { cadence: 'default', topics: ['tea'] }]])
  return { at: at(minutes), network: '192.0.2.7', choices }
}

/** An edition with these posts, new at minute 10, and one variant for who gets them all. */
export function editionOf(postIds: string[], edition: Partial<NewEdition> = {}): NewEdition {
  return {
    newsletter: 'weekly',
    cadence: 'default',
    state: 'approved',
    at: at(20),
    transport: 'smtp',
    subject: 'News of lamps',
    posts: postIds.map((postId) => ({ postId, newAt: at(10), tags: [] })),
    variants: [variantOf(postIds, 2 ** postIds.length - 1)],
    headers: HEADERS,
    ...edition,
  }
}

export function variantOf(postIds: string[], mask: number) {
  const text = postIds.join(', ')
  return { mask, postIds, language: 'en', subject: 'News', preheader: '', html: `<p>${text}</p>`, text }
}

/** Makes an edition and starts it; gives its id. */
export async function start(store: Store, edition: NewEdition, minutes = 30): Promise<number> {
  const made = await store.editions.make(edition)
  if (typeof made === 'string') throw new Error(made)
  await store.editions.freeze(made.id, at(minutes), anyTopic)
  return made.id
}

/** Starts an edition to these people; gives their deliveries' ids in that order. */
export async function startTo(store: Store, names: string[]): Promise<{ id: number; ids: number[] }> {
  await seeFresh(store, ['lamp'])
  for (const name of names) await join(store, name)
  const id = await start(store, editionOf(['lamp']))
  return { id, ids: (await store.deliveries.claimable(id, at(30), 100)).map((delivery) => delivery.id) }
}

/** A process that delivers, by the name under which it holds leases. */
export function processNamed(holder: string) {
  return { holder, pid: 71, started: '1', host: 'box', boot: 'kernel 4026531836' }
}

export function anyTopic(topics: string[], tags: string[]): boolean {
  return topics.length === 0 || topics.some((topic) => tags.includes(topic))
}

/** Asks for it by a form; gives the handle that its link carries. */
export async function signUpBy(store: Store, signUp: NewSignUp): Promise<string> {
  const received = await store.signUps.receive({ limits: [], signUp })
  if ('handle' in received) return received.handle
  throw new Error('nothing limits it')
}
