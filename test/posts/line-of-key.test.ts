import { expect, it } from 'vitest'
import { lineOfInnerKey, lineOfInnerText, lineOfKey } from '../../src/posts/line-of-key.ts'

it('names the line of a key in each language', () => {
  expect(lineOfKey('---\ntitle: A\nDate: x\n---\n', 'date')).toBe(3)
  expect(lineOfKey('+++\ntitle = "date: x"\ndate = 1\n+++\n', 'date')).toBe(3)
  expect(lineOfKey('{\n  "date": "x"\n}', 'date')).toBe(2)
  expect(lineOfKey('---\ntitle: A\n---\n', 'date')).toBeUndefined()
})

it.each([
  ['---\ntitle: A\nnewsletter:\n  skip: true\n  onyl: x\n---\n', 5],
  ['---\nonyl: x\nNewsletter: {skip: true, onyl: x}\n---\n', 3],
  ['+++\ntitle = "A"\n[newsletter]\nskip = true\nonyl = "x"\n+++\n', 5],
  ['+++\n[params.newsletter]\n"onyl" = "x"\n+++\n', 3],
  ['+++\nnewsletter.skip = true\nnewsletter.onyl = "x"\n+++\n', 3],
  ['{\n  "title": "A",\n  "newsletter": {\n    "skip": true,\n    "onyl": 1\n  }\n}\n', 5],
  ['---\nnewsletter: &a\n  <<: *b\n---\nonyl: x', 2],
  ['---\ntitle: A\n---\n', undefined],
])('names the line of a key within a map: %j', (source, line) => {
  expect(lineOfInnerKey(source, 'newsletter', 'onyl')).toBe(line)
})

it.each([
  ['---\nnewsletter:\n  intro: |\n    Words\n---\n', 4],
  ['---\nnewsletter:\n  intro: Words\n---\n', 3],
  ['+++\n[newsletter]\nintro = """\nWords"""\n+++\n', 4],
])('names the line at which a text begins: %j', (source, line) => {
  expect(lineOfInnerText(source, 'newsletter', 'intro')).toBe(line)
})
