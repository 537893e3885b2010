import { expect, test } from 'vitest'
import { authorsOf } from '../../src/posts/authors.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'
import { MARKUP } from './body-of.ts'

test.each([
  [{ author: 'Mei' }, [{ name: 'Mei' }]],
  [{ Author: { Name: 'Mei', email: 'mei@lantern.example' } }, [{ name: 'Mei' }]],
  [{ authors: ['Mei', { name: 'Ari' }] }, [{ name: 'Mei' }, { name: 'Ari' }]],
  [{ author: 'Mei', authors: ['Ari', 'Mei'] }, [{ name: 'Mei' }, { name: 'Ari' }]],
  [{ authors: ['A', 'B', 'A', 'a'] }, [{ name: 'A' }, { name: 'B' }]],
  [
    { authors: [{ name: 'X', url: 'https://x.example/' }, { name: 'Y' }] },
    [{ name: 'X', url: 'https://x.example/' }, { name: 'Y' }],
  ],
  [{ authors: ['X', { name: 'X', url: 'https://x.example/' }] }, [{ name: 'X', url: 'https://x.example/' }]],
  [{ author: { name: 'X', url: 'mailto:x@x.example' } }, [{ name: 'X' }]],
  [{ author: { name: 'X', url: 'javascript:alert(1)' } }, [{ name: 'X' }]],
  [{ author: { name: 'X', url: 'https://x:secret@x.example/' } }, [{ name: 'X' }]],
  [{ author: { name: 'X', url: 'x' } }, [{ name: 'X' }]],
  [{ author: 'Smith, John' }, [{ name: 'Smith, John' }]],
  [{ author: [] }, []],
  [{ authors: [null, '', ' ', { url: 'https://x.example/' }, [['deep']]] }, []],
  [{}, []],
])('%j', (data, expected) => {
  expect(authorsOf(fieldsOf(data), MARKUP)).toEqual(expected)
})

test.each([
  ['[Jane Doe](https://jane.example/)', { name: 'Jane Doe', url: 'https://jane.example/' }],
  ['**Jane** Doe', { name: 'Jane Doe' }],
  ['_Jane_ & `Joe`', { name: 'Jane & Joe' }],
  ['Jane &amp; Joe', { name: 'Jane & Joe' }],
  ['[Jane](mailto:jane@x.example)', { name: 'Jane' }],
  ['snake_case_name', { name: 'snake_case_name' }],
  ['"Jane Doe" <jane@x.example>', { name: 'Jane Doe' }],
  ['Jane <https://jane.example/>', { name: 'Jane https://jane.example/', url: 'https://jane.example/' }],
  ["O'Brien", { name: "O'Brien" }],
  ['C*', { name: 'C*' }],
])('a name in Markdown is its words: %s', (author, expected) => {
  expect(authorsOf(fieldsOf({ author }), MARKUP)).toEqual([expected])
})

test.each(['jane@x.example', '<jane@x.example>', 'mailto:jane@x.example'])(
  'who has an address and no name is nobody: %s',
  (author) => {
    expect(authorsOf(fieldsOf({ author }), MARKUP)).toEqual([])
  },
)
