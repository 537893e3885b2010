import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeFeedsBuild } from '../../bench/feeds-build/describe.ts'
import type { FeedsBuildFigures, TaskFigures } from '../../bench/feeds-build/feeds-build-bench.ts'
import { feedsBuildOptions } from '../../bench/feeds-build/options.ts'
import { makeTaggedSite } from '../../bench/feeds-build/tagged-site.ts'

test('options: good defaults, a sentence for what is wrong', () => {
  expect(feedsBuildOptions([])).toEqual({ posts: 10_000, tags: 1000, rounds: 3, json: false })
  expect(feedsBuildOptions(['--posts', '20', '--json'])).toMatchObject({ posts: 20, json: true })
  expect(feedsBuildOptions(['--tags', '0'])).toBe('--tags takes a whole number from 1 on, not "0".')
  expect(feedsBuildOptions(['--fast'])).toContain("Unknown option '--fast'")
})

test('the site is the same every time, and an edit changes its newest post alone', async () => {
  const [one, two] = await Promise.all([makeTaggedSite(20, 5), makeTaggedSite(20, 5)])
  const textsOf = ({ dir }: typeof one) => {
    const files = readdirSync(join(dir, 'content'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.md'),
    )
    return files.sort().map((file) => readFileSync(join(dir, 'content', file), 'utf8'))
  }
  expect(textsOf(one)).toEqual(textsOf(two))
  expect(textsOf(one).join()).toContain('tags: [topic ')
  await one.edit(1)
  const differing = textsOf(one).filter((text, index) => text !== textsOf(two)[index])
  expect(differing).toEqual([expect.stringContaining('Edited 1 times.')])
  await Promise.all([one.remove(), two.remove()])
})

test('the figures for people', () => {
  const figure = (median: number) => ({ median, least: median, most: median })
  const task = (seconds: number): TaskFigures => ({
    seconds: figure(seconds),
    processorSeconds: figure(seconds),
    peakMemory: figure(100),
  })
  const figures: FeedsBuildFigures = {
    schema: 1,
    bench: 'feeds-build',
    machine: { cpu: 'A CPU', cores: 2, memory: 24, system: 'Linux 6', node: 'v20', loadAverage: 0 },
    load: { posts: 100, tags: 10, rounds: 1 },
    written: { hugo: { documents: 12, megabytes: 1 }, broadsheet: { documents: 40, megabytes: 3 } },
    tasks: { hugo: task(2), cold: task(8), warm: task(1), edited: task(1.5) },
    toHugo: { cold: figure(4), warm: figure(0.5), edited: figure(0.75) },
  }
  const text = describeFeedsBuild(figures)
  expect(text).toContain(
    "Broadsheet, cold             8.0 (8.0 to 8.0) s, 8.0 s of processor time, 100 MiB  4.00 (4.00 to 4.00) of Hugo's time",
  )
  expect(text).toContain('Hugo wrote 12 documents, 1 MB; Broadsheet 40, 3 MB')
})
