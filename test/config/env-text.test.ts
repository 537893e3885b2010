import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEnvText } from '../../src/config/env-text.ts'

test.each([
  ['A=abc', 'abc'],
  ['A=', ''],
  ['A = abc ', 'abc'],
  ['export A=abc', 'abc'],
  ['  A=abc\r', 'abc'],
  ['A=abc#def', 'abc#def'],
  ['A=abc #def', 'abc'],
  ['A=abc\t# def', 'abc'],
  ['A=#def', ''],
  ['A= # def', ''],
  ['A=a b  c', 'a b  c'],
  ['A=a=b==', 'a=b=='],
  ['A=p$ss%w&rd', 'p$ss%w&rd'],
  ['A=größe', 'größe'],
  ['A="abc # def"', 'abc # def'],
  ['A="abc" # def', 'abc'],
  ['A="qu\\"ote"', 'qu"ote'],
  ['A="back\\\\slash"', 'back\\slash'],
  ['A="end\\\\"', 'end\\'],
  ['A="one\\ntwo\\tthree"', 'one\ntwo\tthree'],
  ['A="C:\\path"', 'C:\\path'],
  ['A="\\$5"', '$5'],
  ['A="one\ntwo"', 'one\ntwo'],
  ["A='qu\\\"ote # $x'", 'qu\\"ote # $x'],
  ["A='one\r\ntwo'", 'one\ntwo'],
  ['A=`it\'s "so"`', 'it\'s "so"'],
  ['A="abc"def', '"abc"def'],
  ['A="abc', '"abc'],
  ["A=it's", "it's"],
  ['A=" padded "', ' padded '],
  ['A=one\nA=two', 'two'],
  ['\uFEFFA=abc', 'abc'],
])('%j is %j', (text, value) => expect(parseEnvText(text)).toEqual({ A: value }))

test('lines that assign nothing are passed over', () => {
  expect(parseEnvText('# A=1\n\nnothing\n=x\n 2 words=3\nB.c-d=4\n')).toEqual({ 'B.c-d': '4' })
})

test('a quote that nobody closes ends with its line', () => {
  expect(parseEnvText('A="abc\nB=def')).toEqual({ A: '"abc', B: 'def' })
})

test('names of an object’s own are names as well', () => {
  expect(Object.entries(parseEnvText('__proto__=x\nconstructor=y'))).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
})

test('property: any password, in single quotes or escaped in double ones, comes back as it is', () => {
  const password = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r'\uFEFF]/.test(text))
  fc.assert(
    fc.property(password, (text) => {
      expect(parseEnvText(`X=1\nA='${text}'\nB=2`)).toEqual({ X: '1', A: text, B: '2' })
      const escaped = text.replace(/["\\$]/g, '\\$&')
      expect(parseEnvText(`X=1\nA="${escaped}" # comment\nB=2`)).toEqual({ X: '1', A: text, B: '2' })
    }),
  )
})
