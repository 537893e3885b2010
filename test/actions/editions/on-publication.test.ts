import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { enter, type Newsroom, on, openNewsroom } from '../newsroom.ts'

const ON_PUBLICATION = 'schedule = "on publication"'

/** Looks at times of Monday, and says what was made at each: `09:30 weekly/1 approved`. */
async function lookAt(room: Newsroom, ...times: string[]): Promise<string[]> {
  const made: string[] = []
  for (const time of times) {
    room.goTo(on('MON', time))
    const { runs, failures } = await room.actions.tick()
    expect(failures).toEqual([])
    for (const { started } of runs)
      made.push(
        started.outcome === 'made'
          ? `${time} ${started.edition} ${started.state}${started.reason ? ` ${started.reason}` : ''}`
          : `${time} ${started.outcome}`,
      )
  }
  return made
}

async function open(newsletter = ON_PUBLICATION) {
  const room = await openNewsroom({ newsletter })
  await room.subscribe('mei', 'ruth')
  return room
}

const next = async (room: Newsroom) => (await room.actions.status()).newsletters[0]

describe('a newsletter that starts on publication', () => {
  test('is made once it has been quiet for half an hour, with all that came until then', async () => {
    const room = await open()
    expect(await lookAt(room, '08:15', '08:45')).toEqual([])
    room.publication.post('lamps')
    expect(await lookAt(room, '09:00', '09:15')).toEqual([])
    room.publication.post('salt')
    expect(await lookAt(room, '09:20', '09:30', '09:49')).toEqual([])
    expect(await lookAt(room, '09:50', '09:51', '10:30')).toEqual(['09:50 weekly/1 approved'])
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    expect(room.log.mails[0]?.text).toContain('About lamps')
    expect(room.log.mails[0]?.text).toContain('About salt')
    // And the next one, by itself.
    room.publication.post('bread')
    expect(await lookAt(room, '11:00', '11:29', '11:30')).toEqual(['11:30 weekly/2 approved'])
    expect(room.publication.sql('select due_at from editions order by id')).toEqual([
      { due_at: on('MON', '09:50').epochMilliseconds },
      { due_at: on('MON', '11:30').epochMilliseconds },
    ])
  })

  test('a post that is corrected begins the quiet time anew; after its edition a correction starts nothing', async () => {
    const room = await open('schedule = "on publication"\nquiet = "1h"')
    room.publication.post('lamps')
    await lookAt(room, '09:00')
    room.publication.post('lamps', { text: 'All about lamps, corrected.' })
    expect(await lookAt(room, '09:45', '10:00', '10:44', '10:45')).toEqual(['10:45 weekly/1 approved'])
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    room.publication.post('lamps', { text: 'All about lamps, corrected again.' })
    expect(await lookAt(room, '11:00', '12:30')).toEqual([])
    expect(room.publication.sql('select count(*) as n from editions')).toEqual([{ n: 1 }])
  })

  test('without quiet it is made by the look that first sees the post', async () => {
    const room = await open('schedule = "on publication"\nquiet = "0m"')
    room.publication.post('lamps')
    expect(await lookAt(room, '09:00', '09:15')).toEqual(['09:00 weekly/1 approved'])
  })

  test('a draft, a post for later and one that is kept back or kept out start nothing, and disturb no quiet', async () => {
    const room = await open()
    const page = (name: string, lines: string) =>
      room.publication.write(`content/posts/${name}.md`, `---\ntitle: ${name}\n${lines}\n---\nText of ${name}.\n`)
    room.publication.post('lamps', { date: '2026-11-22' })
    await lookAt(room, '09:00')
    page('draft', 'date: 2026-11-20\ndraft: true')
    page('later', 'date: 2026-11-23T12:00:00Z')
    page('elsewhere', 'date: 2026-11-20\nnewsletter: {skip: true}')
    page('faulty', 'date: 2026-11-20\nnewsletter: {skip: 7}')
    for (let n = 0; n < 10; n++) page(`old-${n}`, 'date: 2020-01-01')
    expect(await lookAt(room, '09:15', '09:30', '10:30')).toEqual(['09:30 weekly/1 approved'])
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    expect(room.log.mails[0]?.text).not.toMatch(/draft|later|elsewhere|old-/)
    // Its date comes.
    expect(await lookAt(room, '12:00', '12:29', '12:30')).toEqual(['12:30 weekly/2 approved'])
    expect(await next(room)).toEqual({ id: 'weekly', quiet: 'PT30M', lastEdition: 'weekly/2' })
  })

  test('one that says newsletter.hold is made, and waits for its approval', async () => {
    const room = await open()
    room.publication.write('content/posts/a.md', '---\ntitle: A\ndate: 2026-11-20\nnewsletter: {hold: true}\n---\nA.\n')
    expect(await lookAt(room, '09:00', '09:30', '10:30')).toEqual(['09:30 weekly/1 held approval'])
  })

  test('a post that goes, or is sent by hand meanwhile, is no reason for an edition', async () => {
    const room = await open()
    room.publication.post('old')
    await lookAt(room, '08:15')
    await room.actions.adopt({})
    room.publication.post('lamps')
    await lookAt(room, '09:00')
    room.publication.remove('content/posts/lamps.md')
    expect(await lookAt(room, '09:15', '09:30')).toEqual([])
    room.publication.post('salt')
    room.publication.post('bread')
    await lookAt(room, '10:00')
    const { start } = await room.actions.prepareSend({ newsletter: 'weekly', posts: ['posts/salt.md'] })
    await start(true)
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    expect(await lookAt(room, '10:15', '10:30')).toEqual(['10:30 weekly/2 approved'])
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    expect(room.log.mails.at(-1)?.text).not.toContain('About salt')
  })

  test('nobody is due the post: that is said once, and the next one starts as any', async () => {
    const room = await openNewsroom({ newsletter: ON_PUBLICATION })
    room.publication.post('lamps')
    expect(await lookAt(room, '09:00', '09:30', '09:45', '10:30')).toEqual(['09:30 skipped'])
    await room.subscribe('mei')
    room.publication.post('salt')
    expect(await lookAt(room, '11:00', '11:30', '12:30')).toEqual(['11:30 weekly/1 approved'])
  })

  test('a post that no mail can be made of starts one when it is corrected', async () => {
    const room = await open()
    const picky = '{% for post in posts %}{% if post.title == "Faulty" %}{{ post.nothing }}{% endif %}'
    const template = readFileSync('templates/post.mjml', 'utf8').replace('{% for post in posts %}', picky)
    room.publication.write('templates/post.mjml', template)
    room.publication.post('lamps', { title: 'Faulty' })
    expect(await lookAt(room, '09:00', '09:30', '10:30')).toEqual(['09:30 skipped'])
    room.publication.post('lamps')
    expect(await lookAt(room, '11:00', '11:30')).toEqual(['11:30 weekly/1 approved'])
  })

  test('cancelled, it is not made again: its posts go with the next', async () => {
    const room = await open('schedule = "on publication"\nstart_delay = "10m"')
    room.publication.post('lamps')
    expect(await lookAt(room, '09:00', '09:30')).toEqual(['09:30 weekly/1 approved'])
    await room.actions.cancel('weekly/1')
    expect(await lookAt(room, '09:45', '10:30', '11:30')).toEqual([])
    room.publication.post('salt')
    expect(await lookAt(room, '12:00', '12:30')).toEqual(['12:30 weekly/2 approved'])
    room.goTo(on('MON', '12:41'))
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    expect(room.log.mails[0]?.text).toContain('About lamps')
  })

  test('what is published at night, each in its own time, comes in the morning as one mail', async () => {
    const room = await open('schedule = "on publication"\nhours = "07:00-19:00"')
    room.publication.post('lamps')
    expect(await lookAt(room, '20:00', '20:30')).toEqual(['20:30 weekly/1 approved'])
    room.publication.post('salt')
    expect(await lookAt(room, '22:00', '22:30')).toEqual(['22:30 weekly/2 approved'])
    expect(await room.deliver()).toEqual([])
    room.goTo(on('TUE', '07:00'))
    await room.actions.tick()
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    expect(room.log.mails[0]?.text).toContain('About lamps')
    expect(room.log.mails[0]?.text).toContain('About salt')
    expect(await room.editions()).toEqual(['weekly/1 cancelled superseded', 'weekly/2 sent'])
  })

  test('a machine that was off makes it once when it is back, and holds it where that is too late', async () => {
    const room = await open()
    room.publication.post('lamps')
    await lookAt(room, '09:00')
    const back = await enter(room.publication, room.log, on('MON', '20:00'))
    expect(await lookAt(back, '20:00', '20:15')).toEqual(['20:00 weekly/1 approved'])
    expect(await back.deliver()).toEqual(['mei', 'ruth'])
    back.publication.post('salt')
    await lookAt(back, '21:00')
    back.goTo(on('TUE', '22:00'))
    expect((await back.actions.tick()).runs[0]?.started).toMatchObject({
      state: 'held',
      reason: 'late',
      because: ['It was due at 2026-11-23 21:30, 24 h 30 min ago.'],
    })
    // Something new is published: all goes, in its own time.
    back.publication.post('bread')
    back.goTo(on('TUE', '23:00'))
    expect((await back.actions.tick()).runs).toEqual([])
    back.goTo(on('TUE', '23:30'))
    await back.actions.tick()
    expect(await back.deliver()).toEqual(['mei', 'ruth'])
    expect(back.log.mails.at(-1)?.text).toContain('About salt')
  })

  test('a post that comes while a fault holds an edition starts its own, whatever becomes of that one', async () => {
    const room = await open('schedule = "on publication"\nmax_lateness = "2h"')
    room.publication.write('templates/post.mjml', '<mjml><mj-body>{% for post in posts %}</mj-body></mjml>')
    room.publication.post('lamps')
    expect(await lookAt(room, '09:00', '09:30')).toEqual(['09:30 weekly/1 held error'])
    room.publication.post('salt')
    await lookAt(room, '10:00', '10:15')
    room.publication.remove('templates/post.mjml')
    expect(await lookAt(room, '12:00')).toContain('12:00 weekly/2 approved')
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    expect(room.log.mails[0]?.text).toContain('About lamps')
    expect(room.log.mails[0]?.text).toContain('About salt')
  })

  test('what was published while it was off is seen first when it is back', async () => {
    const room = await open()
    room.publication.post('lamps')
    await lookAt(room, '09:00')
    room.publication.post('salt')
    expect(await lookAt(room, '20:00', '20:29', '20:30')).toEqual(['20:30 weekly/1 approved'])
  })

  test('a clock that was a day ahead and is put right makes it once, in its time', async () => {
    const room = await open()
    room.publication.post('lamps')
    room.goTo(on('TUE', '09:00'))
    expect((await room.actions.tick()).runs).toEqual([])
    expect(await lookAt(room, '09:00', '09:29', '09:30', '10:30')).toEqual(['09:30 weekly/1 approved'])
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    room.publication.post('salt')
    expect(await lookAt(room, '11:00', '11:30', '12:30')).toEqual(['11:30 weekly/2 approved'])
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    room.goTo(on('TUE', '09:30'))
    expect((await room.actions.tick()).runs).toEqual([])
  })

  test('two that plan at once make one edition', async () => {
    const room = await open()
    room.publication.post('lamps')
    const other = await enter(room.publication, room.log, on('MON', '09:00'))
    room.goTo(on('MON', '09:00'))
    await Promise.all([room.actions.tick(), other.actions.tick()])
    room.goTo(on('MON', '09:30'))
    other.goTo(on('MON', '09:31'))
    await Promise.all([room.actions.tick(), other.actions.tick()])
    await Promise.all([room.actions.tick(), other.actions.tick()])
    expect(await room.editions()).toEqual(['weekly/1 approved'])
    expect([...(await room.deliver()), ...(await other.deliver())]).toEqual(['mei', 'ruth'])
  })

  test('a kill between the edition and the note that it was made makes no second one', async () => {
    const room = await open()
    room.publication.post('lamps')
    expect(await lookAt(room, '09:00', '09:30')).toEqual(['09:30 weekly/1 approved'])
    const [post] = await room.store.newsletters.newPosts('weekly')
    const waiting = JSON.stringify({ [post?.postId ?? '']: (await room.store.posts.seen())[0]?.hash })
    const since = on('MON', '09:00').epochMilliseconds
    room.publication.sql('update schedules set waiting = ?, waiting_since = ?, waiting_over = 0', waiting, since)
    expect(await lookAt(room, '09:31', '09:45', '10:30')).toEqual([])
    expect(await room.editions()).toEqual(['weekly/1 approved'])
  })
})

describe('beside a calendar', () => {
  const BOTH = 'schedules = { each = "on publication", daily = "0 12 * * *" }'

  test('each cadence gets a post once, in its own time', async () => {
    const room = await openNewsroom({ newsletter: BOTH })
    await room.actions.addSubscriber({ address: 'mei@example.org', cadence: 'each' })
    await room.actions.addSubscriber({ address: 'ruth@example.org', cadence: 'daily' })
    room.publication.post('lamps')
    expect(await lookAt(room, '09:00', '09:30')).toEqual(['09:30 weekly/1 approved'])
    expect(await room.deliver()).toEqual(['mei'])
    expect(await next(room)).toEqual({
      id: 'weekly',
      next: '2026-11-23T12:00:00Z',
      quiet: 'PT30M',
      lastEdition: 'weekly/1',
    })
    expect(await lookAt(room, '12:00')).toEqual(['12:00 weekly/2 approved'])
    expect(await room.deliver()).toEqual(['ruth'])
  })

  test('a newsletter that becomes one does not send what waited for its calendar', async () => {
    const room = await openNewsroom({ newsletter: 'schedule = "0 9 * * SAT"' })
    await room.subscribe('mei')
    room.publication.post('lamps')
    await lookAt(room, '09:00')
    room.publication.configure({ newsletter: ON_PUBLICATION })
    const changed = await enter(room.publication, room.log, on('MON', '10:00'))
    expect(await lookAt(changed, '10:00', '10:30', '11:30')).toEqual([])
    changed.publication.post('salt')
    expect(await lookAt(changed, '12:00', '12:30')).toEqual(['12:30 weekly/1 approved'])
    expect(await changed.deliver()).toEqual(['mei'])
    expect(changed.log.mails[0]?.text).toContain('About lamps')
  })
})

describe('when it would start', () => {
  test('is said by status, by a plan and by a preview', async () => {
    const room = await open()
    expect(await next(room)).toEqual({ id: 'weekly', quiet: 'PT30M' })
    room.publication.post('lamps')
    room.goTo(on('MON', '09:10'))
    const looked = await room.actions.preview({ newsletter: 'weekly' })
    expect(looked.about).toEqual([
      'This is what a send would make now.',
      'It starts by itself once quiet for 30 min, at 2026-11-23 09:40.',
    ])
    // Nothing was written down by looking.
    expect(await next(room)).toEqual({ id: 'weekly', quiet: 'PT30M' })
    room.goTo(on('MON', '09:12'))
    expect(await room.actions.plan({ newsletter: 'weekly' })).toMatchObject({
      onPublication: { quiet: 'PT30M', startsAt: '2026-11-23T09:42:00Z' },
    })
    expect(await next(room)).toEqual({ id: 'weekly', next: '2026-11-23T09:42:00Z', quiet: 'PT30M' })
    expect(await room.actions.plan({ newsletter: 'weekly', posts: ['posts/lamps.md'] })).not.toHaveProperty(
      'onPublication',
    )
    expect((await lookAt(room, '09:42')).length).toBe(1)
    await room.actions.cancel('weekly/1')
    expect((await room.actions.plan({ newsletter: 'weekly' })).onPublication).toEqual({ quiet: 'PT30M' })
  })

  test('the report of a tick says when to look again', async () => {
    const room = await open()
    room.publication.post('lamps')
    room.goTo(on('MON', '09:00'))
    const { waits } = await room.actions.tick()
    expect(waits).toMatchObject([{ newsletter: { id: 'weekly' }, cadence: 'default', dueAt: on('MON', '09:30') }])
  })
})
