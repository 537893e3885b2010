import { expect, test } from 'vitest'
import { aPublication } from './a-publication.ts'

/** `PT2M21S`, `2026-11-28T20:41:16.661Z`, `weekly (default)`. */
const MACHINE_FORM = /\bP(?:T|\d)|\d\d:\d\d:\d\d|T\d\d:\d\d|\dZ\b|\(default\)/

test('moments, durations and cadences are said to people as people say them', async () => {
  const { run } = aPublication()
  await run('subscribers', 'add', 'ada@example.com')
  await run('subscribers', 'suppress', 'ada@example.com', '--note', 'asked by phone')
  for (const command of [['status'], ['subscribers', 'list'], ['subscribers', 'show', 'ada@example.com']]) {
    const { stdout } = await run(...command)
    expect(stdout).toMatch(/weekly/)
    expect(stdout).not.toMatch(MACHINE_FORM)
  }
  const { subscriptions } = JSON.parse((await run('subscribers', 'show', 'ada@example.com', '--json')).stdout)
  expect(subscriptions[0]).toMatchObject({
    cadence: 'default',
    stateAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  })
})
