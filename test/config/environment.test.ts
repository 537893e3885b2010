import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeEnvironment, takeEnvironment } from '../../src/config/environment.ts'

describe('takeEnvironment', () => {
  it('puts variables into strings, wherever they stand, and says where', () => {
    const tree = { smtp: [{ user: '${USER}', url: 'smtp://${HOST}:${PORT}', connections: 3 }] }
    expect(takeEnvironment(tree, { USER: 'mei', HOST: 'relay.example', PORT: '25' })).toEqual({
      tree: { smtp: [{ user: 'mei', url: 'smtp://relay.example:25', connections: 3 }] },
      missing: [],
      taken: [
        ['smtp', 0, 'user'],
        ['smtp', 0, 'url'],
        ['smtp', 0, 'url'],
      ],
    })
  })

  it('does not look into what it put in: a password may hold ${…}', () => {
    expect(takeEnvironment({ a: '${A}' }, { A: '${B}', B: 'no' }).tree).toEqual({ a: '${B}' })
  })

  it('leaves a missing one as it is written, and names it', () => {
    expect(takeEnvironment({ a: '${A}' }, {})).toMatchObject({
      tree: { a: '${A}' },
      missing: [{ name: 'A', path: ['a'] }],
    })
  })

  it('leaves what is no variable', () => {
    const tree = { price: '$5 {each} ${} ${a-b} $${HOME}' }
    expect(takeEnvironment(tree, { HOME: '/root' }).tree).toEqual({ price: '$5 {each} ${} ${a-b} ${HOME}' })
  })

  it('gives back any text that escapeEnvironment wrote', () => {
    const text = fc.array(fc.constantFrom('$', '{', '}', 'A', '${A}', '$${A}', 'é')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (value) => {
        expect(takeEnvironment(escapeEnvironment(value), { A: 'taken' }).tree).toBe(value)
      }),
    )
  })
})
