import { expect, it } from 'vitest'
import { keyLines } from '../../src/config/key-lines.ts'

const TEXT = `# a comment
[site]
title = "The Lantern"
author = { name = "Mei" }

[content]
static = [ # several lines
  "a",
  "b",
]
permalink = """
[site]
"""
refresh = "git pull"
[[newsletters]]
id = "a"

[[newsletters]]
select.tags = ["x"]`

it.each([
  [['site'], 2],
  [['site', 'title'], 3],
  [['site', 'author', 'name'], 4],
  [['content', 'static', 1], 7],
  [['content', 'permalink'], 11],
  [['content', 'refresh'], 14],
  [['newsletters', 0, 'id'], 16],
  [['newsletters', 1], 18],
  [['newsletters', 1, 'select', 'tags'], 19],
  // What is not there is looked for in its table.
  [['newsletters', 1, 'from'], 18],
  [['web', 'port'], undefined],
])('%j stands in line %s', (path, line) => {
  expect(keyLines(TEXT)(path)).toBe(line)
  expect(keyLines(TEXT.replaceAll('\n', '\r\n'))(path)).toBe(line)
})
