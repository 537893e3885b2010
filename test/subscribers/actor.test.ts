import { expect, test } from 'vitest'
import { type Actor, importOf, operator, serversOf } from '../../src/subscribers/actor.ts'

// They stand in databases and exports: a contract.
test('who acts is written down as it always was', () => {
  const written: Actor[] = [
    operator(),
    operator(''),
    operator('asked by phone'),
    importOf('list.csv'),
    serversOf('weekly/12'),
    'one-click',
    'web',
    'form',
    'link',
  ]
  expect(written).toEqual([
    'cli',
    'cli',
    'cli: asked by phone',
    'import list.csv',
    'weekly/12',
    'one-click',
    'web',
    'form',
    'link',
  ])
})
