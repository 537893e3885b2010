import { expect, test } from 'vitest'
import type { Channel } from '../../src/feeds/channel.ts'
import { readKnownChannels, writeKnownChannels } from '../../src/feeds/known-channels.ts'

const CHANNELS: Channel[] = [
  { kind: 'site', name: '' },
  { kind: 'tag', name: 'R&D "紙"' },
]

test('the feeds that were written are known again, and the same ones give the same bytes in any order', () => {
  const text = writeKnownChannels(CHANNELS)
  expect(readKnownChannels(text)).toEqual(CHANNELS)
  expect(writeKnownChannels(CHANNELS.toReversed())).toBe(text)
})

test.each(['', '{', 'null', '{"feeds":1}', '{"feeds":[null,{"kind":"../x","name":"y"},{"kind":"tag"}]}'])(
  'of %j nothing is known',
  (text) => {
    expect(readKnownChannels(text)).toEqual([])
  },
)
