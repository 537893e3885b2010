import { describe, expect, test } from 'vitest'
import { enter, on, openNewsroom } from '../newsroom.ts'

describe('a scheduled run', () => {
  test('makes an edition at its time, of what became new since the baseline', async () => {
    const newsroom = await openNewsroom()
    const { actions, publication } = newsroom
    await newsroom.subscribe('mei', 'ruth')
    publication.post('lamps')
    newsroom.goTo(on('MON', '08:59'))
    expect((await actions.tick()).runs).toEqual([])
    newsroom.goTo(on('MON', '09:00'))
    await actions.tick()
    expect(await newsroom.editions()).toEqual(['weekly/1 approved'])
    expect(await newsroom.deliver()).toEqual(['mei', 'ruth'])
    expect(await newsroom.editions()).toEqual(['weekly/1 sent'])
  })

  test('missed while the machine was off, it is caught up once', async () => {
    const newsroom = await openNewsroom()
    await newsroom.subscribe('mei')
    newsroom.publication.post('lamps')
    newsroom.goTo(on('MON', '11:00', 3))
    await newsroom.actions.tick()
    await newsroom.actions.tick()
    expect(await newsroom.editions()).toEqual(['weekly/1 approved'])
    expect(newsroom.publication.sql('select due_at from editions')).toEqual([
      { due_at: on('MON', '09:00', 3).epochMilliseconds },
    ])
    expect(await newsroom.deliver()).toEqual(['mei'])
  })

  test('changed on a Saturday to the Friday before, it sends nothing on that Saturday', async () => {
    const newsroom = await openNewsroom()
    await newsroom.subscribe('mei')
    newsroom.publication.post('lamps')
    newsroom.goTo(on('MON', '09:00'))
    await newsroom.actions.tick()
    await newsroom.deliver()
    newsroom.publication.post('salt')
    newsroom.publication.configure({ newsletter: 'schedule = "0 9 * * FRI"' })
    const changed = await enter(newsroom.publication, newsroom.log, on('SAT', '10:00'))
    expect((await changed.actions.tick()).runs).toEqual([])
    expect(await changed.deliver()).toEqual([])
    // And back again, on the Tuesday after the Monday that it was not for.
    newsroom.publication.configure({ newsletter: 'schedule = "0 9 * * MON"' })
    const back = await enter(newsroom.publication, newsroom.log, on('TUE', '10:00', 1))
    expect((await back.actions.tick()).runs).toEqual([])
    back.goTo(on('MON', '09:00', 2))
    await back.actions.tick()
    expect(await back.deliver()).toEqual(['mei'])
  })

  test('a new schedule counts from the first command that sees it', async () => {
    const newsroom = await openNewsroom({ newsletter: '' })
    await newsroom.subscribe('mei')
    newsroom.publication.post('lamps')
    newsroom.publication.configure({ newsletter: 'schedule = "0 9 * * MON"' })
    const scheduled = await enter(newsroom.publication, newsroom.log, on('MON', '08:30'))
    await scheduled.actions.plan({ newsletter: 'weekly' })
    // A cron job that runs once a day.
    scheduled.goTo(on('MON', '10:30'))
    expect((await scheduled.actions.tick()).runs).toHaveLength(1)
  })

  test('where the run that is due is the first to see a new schedule, it goes', async () => {
    const newsroom = await openNewsroom({ newsletter: '' })
    await newsroom.subscribe('mei')
    newsroom.publication.post('lamps')
    newsroom.publication.configure({ newsletter: 'schedule = "0 9 * * TUE"' })
    const scheduled = await enter(newsroom.publication, newsroom.log, on('TUE', '09:01'))
    expect((await scheduled.actions.tick()).runs).toHaveLength(1)
  })

  test('missed for longer than max_lateness, it is held until it is released', async () => {
    const newsroom = await openNewsroom({ newsletter: 'schedule = "0 9 * * MON"\nmax_lateness = "12h"' })
    await newsroom.subscribe('mei')
    newsroom.publication.post('lamps')
    newsroom.goTo(on('MON', '21:01'))
    const { runs } = await newsroom.actions.tick()
    expect(runs[0]?.started).toMatchObject({
      state: 'held',
      because: ['It was due at 2026-11-23 09:00, 12 h 1 min ago.'],
    })
    expect(await newsroom.deliver()).toEqual([])
    await expect(newsroom.actions.approve('weekly/1')).rejects.toThrow('held for another reason than approval: late')
    await newsroom.actions.release('weekly/1')
    expect(await newsroom.deliver()).toEqual(['mei'])
  })

  test('a late one gives way to the next, which brings its posts too', async () => {
    const newsroom = await openNewsroom()
    await newsroom.subscribe('mei')
    newsroom.publication.post('lamps')
    newsroom.goTo(on('WED', '09:00'))
    await newsroom.actions.tick()
    newsroom.publication.post('salt')
    newsroom.goTo(on('MON', '09:00', 1))
    await newsroom.actions.tick()
    expect(await newsroom.editions()).toEqual(['weekly/1 cancelled superseded', 'weekly/2 approved'])
    expect(await newsroom.deliver()).toEqual(['mei'])
    expect(newsroom.log.mails[0]?.text).toMatch(/About lamps[\s\S]+About salt|About salt[\s\S]+About lamps/)
  })

  test('with nothing new it is recorded as skipped, and takes no number', async () => {
    const newsroom = await openNewsroom()
    await newsroom.subscribe('mei')
    newsroom.goTo(on('MON', '09:00'))
    await newsroom.actions.tick()
    newsroom.publication.post('lamps')
    newsroom.goTo(on('MON', '09:05'))
    await newsroom.actions.tick()
    newsroom.goTo(on('MON', '09:00', 1))
    await newsroom.actions.tick()
    expect(await newsroom.editions()).toEqual(['weekly/- skipped Nothing is new.', 'weekly/1 approved'])
  })

  test('at one moment in two processes, it makes one edition', async () => {
    const newsroom = await openNewsroom()
    await newsroom.subscribe('mei')
    newsroom.publication.post('lamps')
    const other = await enter(newsroom.publication, newsroom.log, on('MON', '09:00'))
    newsroom.goTo(on('MON', '09:00'))
    const ticks = await Promise.all([newsroom.actions.tick(), other.actions.tick()])
    const outcomes = ticks.flatMap(({ runs }) => runs.map(({ started }) => started.outcome))
    expect(outcomes.filter((outcome) => outcome !== 'exists')).toEqual(['made'])
    expect(await newsroom.editions()).toEqual(['weekly/1 approved'])
    expect([...(await newsroom.deliver()), ...(await other.deliver())]).toEqual(['mei'])
  })

  test('is not planned unless the site could be refreshed', async () => {
    const newsroom = await openNewsroom()
    await newsroom.subscribe('mei')
    newsroom.publication.post('lamps')
    newsroom.publication.configure({ content: `refresh = "echo no network; exit 3"` })
    const offline = await enter(newsroom.publication, newsroom.log, on('MON', '09:00'))
    const { failures } = await offline.actions.tick()
    expect(failures).toMatchObject([{ message: 'content.refresh ended with 3: no network' }])
    expect(await offline.editions()).toEqual([])
  })
})
