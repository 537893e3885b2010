import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { templateModel } from '../../src/editions/template-model.ts'
import { keeper, sampleMail } from './sample-mail.ts'

/** `site.title`, `posts`; of a post `post.title`; what a text holds is `cover` with its own names beside it. */
function namesOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const isGroup = prefix === '' && typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    return isGroup ? namesOf(inner, `${name}.`) : [`${prefix}${name}`]
  })
}

test('every name that a template can print is in docs/templates.md, and no other', () => {
  const { posts, ...model } = templateModel(sampleMail([keeper]))
  const names = [...namesOf(model), 'posts', ...namesOf(posts[0] ?? {}, 'post.')]
  const guide =
    readFileSync('docs/templates.md', 'utf8').split('## What a template can print')[1]?.split('\n## ')[0] ?? ''
  const firstCells = guide.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.split(' | ')[0] ?? ''] : []))
  const documented = firstCells.flatMap((cell) => [...cell.matchAll(/`([\w.]+)`/g)].map(([, name]) => name ?? ''))
  expect(documented.sort()).toEqual(names.sort())
})
