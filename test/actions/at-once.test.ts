import { expect, test } from 'vitest'
import { AtOnce } from '../../src/actions/feeds/at-once.ts'

test('no more than so many run at once, and the end waits for all', async () => {
  const jobs = new AtOnce(3)
  let [running, most, done] = [0, 0, 0]
  for (let count = 0; count < 10; count++) {
    await jobs.start(async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running -= 1
      done += 1
    })
  }
  await jobs.end()
  expect([most, done]).toEqual([3, 10])
})

test('what one threw comes to whoever started them, and nothing else begins', async () => {
  const jobs = new AtOnce(1)
  await jobs.start(async () => {
    throw new Error('disk full')
  })
  let hasBegun = false
  const next = jobs.start(async () => {
    hasBegun = true
  })
  await expect(next).rejects.toThrow('disk full')
  await expect(jobs.end()).rejects.toThrow('disk full')
  expect(hasBegun).toBe(false)
})
