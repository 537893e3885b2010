import { expect, test } from 'vitest'
import { feedText } from '../../src/feeds/feed-bytes.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')

test.each([
  ['UTF-8 where nothing is said', Buffer.from('<a>é</a>'), undefined, '<a>é</a>'],
  [
    'what the XML declaration says',
    latin1('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'),
    'text/xml',
    /<a>é<\/a>/,
  ],
  [
    'what Content-Type says, before that',
    latin1('<?xml version="1.0" encoding="utf-8"?><a>é</a>'),
    'text/xml; charset=ISO-8859-1',
    /<a>é</,
  ],
  ['a byte order mark, before all', Buffer.from('\ufeff<a>é</a>', 'utf16le'), 'text/xml; charset=utf-8', '<a>é</a>'],
  ['Shift_JIS', Buffer.from([0x3c, 0x61, 0x3e, 0x93, 0x94]), 'text/xml; charset=Shift_JIS', /^<a>.$/],
])('%s', (_, bytes, type, text) =>
  expect(feedText(bytes, type)).toEqual(typeof text === 'string' ? text : expect.stringMatching(text)),
)

test('an encoding that nobody knows is no text', () =>
  expect(feedText(latin1('<a/>'), 'text/xml; charset=klingon')).toBeUndefined())
