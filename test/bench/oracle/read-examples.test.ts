import { expect, test } from 'vitest'
import { examplesOf } from '../../../bench/oracle/read-examples.ts'

const FENCE = '`'.repeat(32)

test('in the form of CommonMark, with tabs', () => {
  const text = `Words.\n\n${FENCE} example table\n→a\n.\n<p>→</p>\n${FENCE}\n\n${FENCE} example\n.\n${FENCE}\n`
  expect(examplesOf('test/spec.txt', text)).toEqual([
    { name: 'spec.txt 1', markdown: '\ta\n', html: '<p>\t</p>\n' },
    { name: 'spec.txt 2', markdown: '', html: '' },
  ])
})

test('in the form of Goldmark', () => {
  const [line, end] = ['//- - - - - - - - -//', '//= = = = = = = =//']
  expect(examplesOf('extra.txt', `1: words\nOPTIONS: {}\n${line}\na\nb\n${line}\n<p>a</p>\n${end}\n`)).toEqual([
    { name: 'extra.txt 1', markdown: 'a\nb\n', html: '<p>a</p>\n' },
  ])
})

test('as JSON', () => {
  expect(examplesOf('spec.json', '[{"markdown":"a","html":"b"},{"x":1}]')).toEqual([
    { name: 'spec.json 1', markdown: 'a', html: 'b' },
  ])
  expect(examplesOf('package.json', '{}')).toEqual([])
})
