import { expect, test } from 'vitest'
import { mayName, paramOf } from '../../../../src/posts/dialects/hugo/page-params.ts'

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

test.each([
  ['---\nMath: true\n---', 'math', true],
  ['---\nparams: {Math: {enable: yes}}\n---', 'math.enable', true],
  ['---\n"\\x6dath": true\n---', 'math', true],
  ['---\nmath: true\n---', 'math.enable', false],
  ['---\ntitle: Moon\n---', 'math', false],
])('%j may name %s: %s', (written, name, may) => expect(mayName(written, name)).toBe(may))
