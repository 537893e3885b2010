import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Ports } from '../../src/actions/actions.ts'
import { enter, on, openNewsroom } from './newsroom.ts'

const HUB = '[feeds]\nhub = "https://hub.example/"'

/** A publication that one process plans, and another machine beside it, whose host is `web-2`. */
async function twoMachines(changed: Partial<Ports> = {}) {
  const first = await openNewsroom({ more: HUB, content: 'refresh = "true"' })
  await first.subscribe('mei')
  const notices: string[] = []
  const second = await enter(first.publication, first.log, on('MON', '09:00'), {
    host: 'web-2',
    tellOperator: async ({ subject }) => notices.push(subject) > 0,
    pingHub: () => Promise.reject(new Error('It pings no hub.')),
    ...changed,
  })
  const feed = join(first.publication.dir, 'dist/site/feed.xml')
  return { first, second, notices, feed }
}

test('beside another it makes no edition, records nothing and pings no hub', async () => {
  const { first, second } = await twoMachines()
  first.publication.post('lamps')
  const noted = await first.store.hubTopics.pending()
  const report = await second.actions.tickBeside()
  expect(report).toMatchObject({ failures: [], news: [], runs: [] })
  expect(report.hub).toBeUndefined()
  expect(await second.editions()).toEqual([])
  expect((await first.store.posts.seen()).map(({ path }) => path)).not.toContain('posts/lamps.md')
  expect(await first.store.hubTopics.pending()).toEqual(noted)
})

test('it writes the feeds of its own machine: a new post when the other has written it down', async () => {
  const { first, second, feed } = await twoMachines()
  first.publication.post('ferry')
  first.goTo(on('MON', '08:30'))
  await first.actions.tick()
  rmSync(feed)
  first.publication.post('lamps')
  await second.actions.tickBeside()
  expect(readFileSync(feed, 'utf8')).toContain('ferry')
  expect(readFileSync(feed, 'utf8')).not.toContain('lamps')
  first.goTo(on('MON', '08:45'))
  await first.actions.tick()
  const written = readFileSync(feed, 'utf8')
  expect(written).toContain('lamps')
  rmSync(feed)
  await second.actions.tickBeside()
  // The same bytes as on the machine that plans, but for when they were made.
  const timeless = (text: string) => text.replaceAll(/<lastBuildDate>[^<]*/g, '')
  expect(timeless(readFileSync(feed, 'utf8'))).toBe(timeless(written))
})

test('of a database that knows no post it writes no feeds', async () => {
  const { first, second, feed } = await twoMachines()
  rmSync(feed, { force: true })
  first.publication.post('lamps')
  const report = await second.actions.tickBeside()
  expect(report.failures).toEqual([])
  expect(existsSync(feed)).toBe(false)
})

test('what fails there is told once, under the name of its machine; the other does not tell that it works again', async () => {
  let isBroken = true
  const { first, second, notices } = await twoMachines({
    runCommand: async () => ({ exitCode: isBroken ? 1 : 0, output: 'no route to host', isTimedOut: false }),
  })
  const { tickBeside, endBeside, status } = second.actions
  expect((await tickBeside()).news[0]).toMatch(/^content\.refresh on web-2 failed\. Until it succeeds/)
  // Its own `git pull` works.
  const { actions } = await enter(first.publication, first.log, on('MON', '08:30'), {
    runCommand: async () => ({ exitCode: 0, output: '', isTimedOut: false }),
  })
  expect((await actions.tick()).news).toEqual([])
  expect((await tickBeside()).news).toEqual([])
  expect((await status()).failing).toMatchObject([{ part: 'refresh on web-2' }])
  isBroken = false
  expect((await tickBeside()).news).toEqual(['content.refresh on web-2 works again.'])
  const subjects = ['failed', 'works again'].map((what) => `The Lantern: content.refresh on web-2 ${what}`)
  expect(notices).toEqual(subjects)
  isBroken = true
  await tickBeside()
  await endBeside()
  expect((await status()).failing).toEqual([])
})
