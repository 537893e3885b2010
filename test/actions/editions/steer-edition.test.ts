import { describe, expect, test } from 'vitest'
import { on, openNewsroom } from '../newsroom.ts'

const APPROVED_BY_HAND = 'schedule = "0 9 * * MON"\napprove = true'

/** On Monday at nine, with readers and these posts. */
async function mondayAtNine(posts: string[], { newsletter, date }: { newsletter?: string; date?: string } = {}) {
  const newsroom = await openNewsroom(newsletter ? { newsletter } : {})
  await newsroom.subscribe('mei', 'ruth')
  for (const name of posts) newsroom.publication.post(name, date ? { date } : {})
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  return newsroom
}

describe('an edition that waits for approval', () => {
  test('goes when it is approved, and not before', async () => {
    const newsroom = await mondayAtNine(['lamps'], { newsletter: APPROVED_BY_HAND })
    expect(await newsroom.editions()).toEqual(['weekly/1 held approval'])
    expect(await newsroom.deliver()).toEqual([])
    expect(await newsroom.actions.approve('weekly/1')).toMatchObject({ state: 'approved' })
    expect(await newsroom.deliver()).toEqual(['mei', 'ruth'])
    await expect(newsroom.actions.approve('weekly/1')).rejects.toThrow(
      'weekly/1 is sent: it cannot be let go. Only one that is held can.',
    )
  })

  test('gives way to a send, which is an approval', async () => {
    const newsroom = await mondayAtNine(['lamps'], { newsletter: APPROVED_BY_HAND })
    const { start } = await newsroom.actions.prepareSend({ newsletter: 'weekly' })
    expect(await start(false)).toMatchObject({ edition: 'weekly/2', state: 'approved' })
    expect(await newsroom.editions()).toEqual(['weekly/1 cancelled superseded', 'weekly/2 approved'])
    expect(await newsroom.deliver()).toEqual(['mei', 'ruth'])
  })
})

describe('a flood', () => {
  const ten = Array.from({ length: 10 }, (_, i) => `post-${i}`)

  test('ten old-dated posts that are suddenly new are kept back, until somebody names them', async () => {
    const newsroom = await mondayAtNine(ten, { date: '2019-03-01' })
    expect(await newsroom.editions()).toEqual([
      'weekly/- skipped Nothing else is new: 10 new posts wait for you. See: broadsheet status --posts.',
    ])
    expect(await newsroom.deliver()).toEqual([])
    const posts = ten.map((name) => `content/posts/${name}.md`)
    const { start } = await newsroom.actions.prepareSend({ newsletter: 'weekly', posts })
    await start(false)
    expect(await newsroom.deliver()).toEqual(['mei', 'ruth'])
  })

  test('nine do not, nor do ten of this week', async () => {
    const nine = await mondayAtNine(ten.slice(1), { date: '2019-03-01' })
    expect(await nine.editions()).toEqual(['weekly/1 approved'])
    const fresh = await mondayAtNine(ten, { date: '2026-11-20' })
    expect(await fresh.editions()).toEqual(['weekly/1 approved'])
  })
})

describe('a cancelled edition', () => {
  test('leaves its posts due to those who did not get them', async () => {
    const newsroom = await mondayAtNine(['lamps'])
    expect(await newsroom.actions.cancel('weekly/1')).toMatchObject({ state: 'cancelled' })
    expect(await newsroom.deliver()).toEqual([])
    await expect(newsroom.actions.release('weekly/1')).rejects.toThrow('weekly/1 is cancelled')
    const { plan } = await newsroom.actions.prepareSend({ newsletter: 'weekly' })
    expect(plan).toMatchObject({ recipientCount: 2, posts: [{ title: 'About lamps' }] })
  })

  test('paused instead, it goes on where it stopped', async () => {
    const newsroom = await mondayAtNine(['lamps'])
    await newsroom.actions.pause('weekly/1')
    expect(await newsroom.deliver()).toEqual([])
    await newsroom.actions.resume('weekly/1')
    expect(await newsroom.deliver()).toEqual(['mei', 'ruth'])
  })
})

test('nobody gets a post twice, whichever newsletter or cadence brings it', async () => {
  const newsroom = await mondayAtNine(['lamps'])
  await newsroom.deliver()
  const { start } = await newsroom.actions.prepareSend({ newsletter: 'weekly', posts: ['posts/lamps.md'] })
  expect(await start(false)).toMatchObject({ outcome: 'skipped' })
  await newsroom.subscribe('lin')
  const again = await newsroom.actions.prepareSend({ newsletter: 'weekly', posts: ['posts/lamps.md'] })
  expect(await again.start(false)).toMatchObject({ edition: 'weekly/2', state: 'approved' })
  expect(await newsroom.deliver()).toEqual(['lin'])
})
