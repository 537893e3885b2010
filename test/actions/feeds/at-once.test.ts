import { expect, test } from 'vitest'
import { AtOnce } from '../../../src/actions/feeds/at-once.ts'

const after = (milliseconds: number, error?: string) => async () => {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  if (error) throw new Error(error)
}

test('so many run at once, and no more', async () => {
  const jobs = new AtOnce(2)
  let running = 0
  let most = 0
  for (let i = 0; i < 5; i++)
    await jobs.start(async () => {
      running++
      most = Math.max(most, running)
      await after(1)()
      running--
    })
  await jobs.end()
  expect([most, running]).toEqual([2, 0])
})

test('of several that fail, the first by order is told, whichever fails first', async () => {
  const jobs = new AtOnce(3)
  for (const job of [after(20, 'a'), after(1, 'b'), after(10)]) await jobs.start(job)
  await expect(jobs.start(after(0))).rejects.toThrow('a')
  await expect(jobs.end()).rejects.toThrow('a')
})
