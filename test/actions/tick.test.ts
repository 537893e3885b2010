import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Ports } from '../../src/actions/actions.ts'
import { enter, on, openNewsroom } from './newsroom.ts'

/** Monday, a post due to one reader, and something that is wrong. */
async function monday(changed: Partial<Ports> = {}, newsletter?: string) {
  const room = await openNewsroom(newsletter ? { newsletter } : {})
  await room.subscribe('mei')
  room.publication.post('lamps')
  const notices: string[] = []
  const tellOperator = async ({ subject, text }: { subject: string; text: string }) => {
    notices.push(`${subject}\n${text}`)
    return true
  }
  return {
    notices,
    room,
    ...(await enter(room.publication, room.log, on('MON', '09:00'), { tellOperator, ...changed })),
  }
}

const bug = () => Promise.reject(new TypeError('x is not a function'))

describe('a file where the output folder should be', () => {
  async function blocked() {
    const opened = await monday()
    const output = join(opened.publication.dir, 'dist/site')
    rmSync(output, { recursive: true, force: true })
    mkdirSync(join(opened.publication.dir, 'dist'), { recursive: true })
    writeFileSync(output, 'no folder')
    return { ...opened, output }
  }

  test('keeps no edition from its readers, and is a sentence with the path', async () => {
    const { actions, deliver } = await blocked()
    const { failures, stacks } = await actions.tick()
    expect(failures).toMatchObject([{ code: 'output.unwritable', file: expect.stringContaining('dist/site') }])
    expect(stacks).toEqual([])
    expect(await deliver()).toEqual(['mei'])
  })

  test('is told once, stands in status, and is told again when it is over', async () => {
    const { actions, notices, output, goTo } = await blocked()
    expect((await actions.tick()).news[0]).toMatch(
      /^Writing the feeds failed\. Until it succeeds they stay as they are/,
    )
    goTo(on('MON', '09:15'))
    expect((await actions.tick()).news).toEqual([])
    expect(await actions.status()).toMatchObject({
      failing: [{ part: 'feeds', since: '2026-11-23T09:00:00Z' }],
      problems: [{ code: 'output.unwritable' }],
    })
    rmSync(output)
    expect((await actions.tick()).news).toEqual(['Writing the feeds works again.'])
    expect(await actions.status()).toMatchObject({ failing: [], problems: [] })
    expect(notices.map((notice) => notice.split('\n')[0])).toEqual([
      'The Lantern: Writing the feeds failed',
      'The Lantern: Writing the feeds works again',
    ])
    expect(notices[0]).toMatch(/dist\/site.*\n\nUntil it succeeds .* Newsletters go out all the same\./)
  })
})

describe('what nobody foresaw', () => {
  test('in the scan: one sentence, nothing planned, and the hub and what is on its way go on', async () => {
    const { actions, editions, notices } = await monday({ scan: bug })
    const report = await actions.tick()
    expect(report.failures.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The scan of the site met an error that nobody foresaw: TypeError: x is not a function/),
    ])
    expect(report.stacks).toEqual([expect.stringContaining('TypeError')])
    expect(report.hub).toBeDefined()
    expect(await editions()).toEqual([])
    expect(notices).toHaveLength(1)
  })

  test('in the hub: feeds and editions are made', async () => {
    const room = await openNewsroom({ more: '[feeds]\nhub = "https://hub.example/"' })
    await room.subscribe('mei')
    room.publication.post('lamps')
    const { store } = room
    const hubTopics = { ...store.hubTopics, claim: bug }
    const { actions, editions } = await enter(room.publication, room.log, on('MON', '09:00'), { hubTopics })
    expect((await actions.tick()).failures).toMatchObject([{ code: 'program.unforeseen' }])
    expect(await editions()).toEqual(['weekly/1 approved'])
  })

  test('in the planning of one newsletter: the others go out, and this one is tried again', async () => {
    let isBroken = true
    const two = `schedule = "0 9 * * MON"
[[newsletters]]
id = "daily"
title = "Daily"
from = "The Lantern <news@lantern.example>"
schedule = "0 9 * * *"`
    const room = await openNewsroom({ newsletter: two })
    for (const newsletter of ['weekly', 'daily'])
      await room.actions.addSubscriber({ address: `${newsletter}@example.org`, newsletter })
    room.publication.post('lamps')
    const editions: Ports['editions'] = {
      ...room.store.editions,
      make: async (edition: Parameters<typeof room.store.editions.make>[0]) => {
        if (isBroken && edition.newsletter === 'weekly') throw new TypeError('x is not a function')
        return room.store.editions.make(edition)
      },
    }
    const opened = await enter(room.publication, room.log, on('MON', '09:00'), { editions })
    const { failures } = await opened.actions.tick()
    expect(failures).toMatchObject([{ message: expect.stringMatching(/^Planning an edition of weekly met an error/) }])
    expect(await opened.editions()).toEqual(['daily/1 approved'])
    isBroken = false
    opened.goTo(on('MON', '09:15'))
    expect((await opened.actions.tick()).news).toEqual(['Planning an edition of weekly works again.'])
    expect(await opened.editions()).toEqual(['daily/1 approved', 'weekly/1 approved'])
  })
})

test('an operator who cannot be told stops nothing', async () => {
  const { actions, editions } = await monday({ tellOperator: bug, styles: bug })
  await actions.tick()
  expect(await editions()).toEqual(['weekly/1 approved'])
})
