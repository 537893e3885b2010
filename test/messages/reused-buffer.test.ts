import { expect, test } from 'vitest'
import { ReusedBuffer } from '../../src/messages/reused-buffer.ts'

const pieces = (...texts: string[]) => texts.map((text) => Buffer.from(text))

test('one mail after the other lies in the same memory, each whole, longer and shorter ones', () => {
  const memory = new ReusedBuffer()
  const first = memory.join(pieces('Subject: one\r\n', '\r\n', 'Hello.\r\n'))
  expect(first.toString()).toBe('Subject: one\r\n\r\nHello.\r\n')
  const second = memory.join(pieces('Short.', '\r\n'))
  expect(second.toString()).toBe('Short.\r\n')
  expect(second.buffer).toBe(first.buffer)
  expect(memory.join(pieces('x'.repeat(100_000))).length).toBe(100_000)
  expect(memory.join([]).length).toBe(0)
})
