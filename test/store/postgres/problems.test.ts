import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { BroadsheetError } from '../../../src/config/problem.ts'
import { Busy } from '../../../src/store/busy.ts'
import { explainPostgres, isLost } from '../../../src/store/postgres/problems.ts'

const NAME = 'postgres://news@db.example.net/news'

function failing(code: string | undefined, message = 'what the server said') {
  return Object.assign(new Error(message), code !== undefined && { code })
}

describe('what PostgreSQL says becomes a sentence, where it stands, and what to do', () => {
  test.each([
    ['28P01', 'store.refused'],
    ['28000', 'store.refused'],
    ['3D000', 'store.missing'],
    ['3F000', 'store.unwritable'],
    ['42501', 'store.unwritable'],
    ['25006', 'store.unwritable'],
    ['53100', 'store.full'],
    ['53200', 'store.full'],
    ['58030', 'store.disk'],
    ['58P01', 'store.disk'],
    ['XX001', 'store.disk'],
    ['XX002', 'store.disk'],
    ['ENOTFOUND', 'store.unknown-host'],
  ])('%s: %s', (code, problem) => {
    const explained = explainPostgres(failing(code), NAME) as BroadsheetError
    expect(explained).toBeInstanceOf(BroadsheetError)
    expect(explained.problems).toEqual([
      {
        code: problem,
        severity: 'error',
        file: NAME,
        message: expect.stringMatching(/\.$/),
        hint: expect.stringMatching(/\w\.?$/),
      },
    ])
  })

  test.each([
    ['53300', 'store.crowded'],
    ['ECONNREFUSED', 'store.unreachable'],
    ['57P01', 'store.unreachable'],
    ['57P03', 'store.unreachable'],
    ['08006', 'store.unreachable'],
    ['25P03', 'store.unreachable'],
    ['ETIMEDOUT', 'store.unreachable'],
    ['EAI_AGAIN', 'store.unreachable'],
  ])('%s is tried again for a while, and then is %s', (code, problem) => {
    const busy = explainPostgres(failing(code), NAME) as Busy
    expect(busy).toBeInstanceOf(Busy)
    expect(busy.problem?.problems).toMatchObject([{ code: problem, file: NAME, hint: expect.stringMatching(/\.$/) }])
  })

  test.each([
    [undefined, 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', /password/],
    [undefined, 'The server does not support SSL connections', /TLS/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', /certificate/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames", /certificate/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate', /certificate/],
  ])('before the server says anything: %s, %s', (code, message, sentence) => {
    expect(explainPostgres(failing(code, message), NAME)).toMatchObject({
      problems: [{ code: 'store.refused', file: NAME, message: expect.stringMatching(sentence) }],
    })
  })

  test.each(['40001', '40P01', '55P03'])('%s passes at once: the work is done again', (code) => {
    const busy = explainPostgres(failing(code), NAME) as Busy
    expect(busy).toBeInstanceOf(Busy)
    expect(busy.problem).toBeUndefined()
  })

  test.each(['23505', '42P01', '22P02'])('%s is a fault of ours, and stays what it is', (code) => {
    const error = failing(code)
    expect(explainPostgres(error, NAME)).toBe(error)
  })
})

describe('a connection is over', () => {
  test.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Query read timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'This socket has been ended by the other party',
  ])('when pg says: %s', (message) => {
    expect(isLost(failing(undefined, message))).toBe(true)
    expect(explainPostgres(failing(undefined, message), NAME)).toBeInstanceOf(Busy)
  })

  test.each([
    ['23505', 'Connection terminated by a unique index'],
    ['53100', 'could not extend file'],
    [undefined, 'Cannot read properties of undefined'],
  ])('and not with %s: %s', (code, message) => {
    expect(isLost(failing(code, message))).toBe(false)
  })

  test.each([undefined, null, 'text', { code: 5 }])('and %j is nothing that it says', (error) => {
    expect(isLost(error)).toBe(false)
    expect(explainPostgres(error, NAME)).toBe(error)
  })
})

test('several faults at once, as of a host with two addresses, are that of the first', () => {
  const both = Object.assign(new AggregateError([failing('ECONNREFUSED'), failing('ECONNREFUSED')]), {
    code: 'ECONNREFUSED',
  })
  const busy = explainPostgres(both, NAME)
  expect(busy).toBeInstanceOf(Busy)
  expect(inspect(busy, { depth: 9, showHidden: true })).not.toContain('password')
})
