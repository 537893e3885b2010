import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
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
    await expect(newsroom.actions.approve('weekly/1')).rejects.toThrow('weekly/1 is sent: it cannot become approved.')
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

  test('ten old-dated posts that are suddenly new hold, until somebody has looked', async () => {
    const newsroom = await mondayAtNine(ten, { date: '2019-03-01' })
    expect(await newsroom.editions()).toEqual(['weekly/1 held flood'])
    expect(await newsroom.deliver()).toEqual([])
    await newsroom.actions.release('weekly/1')
    expect(await newsroom.deliver()).toEqual(['mei', 'ruth'])
  })

  test('nine do not, nor do ten of this week', async () => {
    const nine = await mondayAtNine(ten.slice(1), { date: '2019-03-01' })
    expect(await nine.editions()).toEqual(['weekly/1 approved'])
    const fresh = await mondayAtNine(ten, { date: '2026-11-20' })
    expect(await fresh.editions()).toEqual(['weekly/1 approved'])
  })
})

describe('a post that moved', () => {
  async function movedTo(name: string, frontMatter = '') {
    const newsroom = await openNewsroom()
    const { publication } = newsroom
    await newsroom.subscribe('mei')
    publication.write('content/posts/lamps.md', `---\ntitle: Lamps\ndate: 2026-11-02\n${frontMatter}---\nOf lamps.\n`)
    await newsroom.actions.tick()
    await newsroom.actions.adopt({})
    renameSync(join(publication.dir, 'content/posts/lamps.md'), join(publication.dir, `content/posts/${name}.md`))
    newsroom.goTo(on('MON', '09:00'))
    await newsroom.actions.tick()
    return newsroom
  }

  test('is taken for news only when somebody says so', async () => {
    const newsroom = await movedTo('lanterns')
    expect(await newsroom.editions()).toEqual(['weekly/1 held moved'])
    expect((await newsroom.actions.status('weekly/1')).editions[0]?.reason).toBe('moved')
    expect(await newsroom.deliver()).toEqual([])
    await newsroom.actions.release('weekly/1')
    expect(await newsroom.deliver()).toEqual(['mei'])
  })

  test('with an id of its own it is what it was, wherever it lies', async () => {
    const newsroom = await movedTo('lanterns', 'id: lamps\n')
    expect(await newsroom.editions()).toEqual(['weekly/- skipped Nothing is new.'])
  })

  test('whose file is gone again is in no later edition', async () => {
    const newsroom = await movedTo('lanterns')
    rmSync(join(newsroom.publication.dir, 'content/posts/lanterns.md'))
    await newsroom.actions.cancel('weekly/1')
    newsroom.goTo(on('MON', '09:00', 1))
    await newsroom.actions.tick()
    expect(await newsroom.editions()).toEqual(['weekly/1 cancelled', 'weekly/- skipped Nothing is new.'])
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
