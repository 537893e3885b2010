import { expect, test } from 'vitest'
import { paramOf } from '../../../../src/posts/dialects/hugo/page-params.ts'

const site = { author: { name: 'Mei' }, phase: 'new' }

test.each([
  ['phase', { phase: 'full' }, 'full'],
  ['Phase', { params: { PHASE: 3 } }, '3'],
  ['phase', {}, 'new'],
  ['author.name', { title: 'Moon' }, 'Mei'],
  ['author', {}, undefined],
  ['constructor', {}, undefined],
  ['phase.length', { phase: 'full' }, undefined],
])('%s of %j', (name, frontMatter, value) => {
  expect(paramOf(name, frontMatter, site)).toBe(value)
})
