import { expect, test } from 'vitest'
import { LogSync } from '../../../src/store/sqlite/log-sync.ts'

/** A log whose flushes end when the test says so. */
function slowLog() {
  const ends: { resolve(): void; reject(error: Error): void }[] = []
  let closed = false
  const log = new LogSync(async () => ({
    datasync: () => new Promise<void>((resolve, reject) => ends.push({ resolve, reject })),
    close: async () => {
      closed = true
    },
  }))
  return { log, ends, isClosed: () => closed }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

async function isSettled(promise: Promise<void>): Promise<boolean> {
  await turn()
  return Promise.race([promise.then(() => true), turn().then(() => false)])
}

test('who asks before a flush begins shares it; who asks while it runs shares the next', async () => {
  const { log, ends } = slowLog()
  const [first, second] = [log.flush(), log.flush()]
  await turn()
  const [third, fourth] = [log.flush(), log.flush()]
  await turn()
  expect(ends).toHaveLength(1)
  ends[0]?.resolve()
  await Promise.all([first, second])
  expect(await isSettled(third)).toBe(false)
  expect(ends).toHaveLength(2)
  ends[1]?.resolve()
  await Promise.all([third, fourth])
  expect(ends).toHaveLength(2)
})

test('a disk that fails is told to those who waited for it, and the next flush is tried', async () => {
  const { log, ends } = slowLog()
  const failing = log.flush()
  await turn()
  const next = log.flush()
  ends[0]?.reject(new Error('EIO'))
  await expect(failing).rejects.toThrow('EIO')
  await turn()
  ends[1]?.resolve()
  await next
})

test('closing waits for the flush under way', async () => {
  const { log, ends, isClosed } = slowLog()
  const flushing = log.flush()
  await turn()
  const closing = log.close()
  await turn()
  expect(isClosed()).toBe(false)
  ends[0]?.resolve()
  await Promise.all([flushing, closing])
  expect(isClosed()).toBe(true)
})
