import { expect, test } from 'vitest'
import { accessTokens } from '../../src/network/access-token.ts'

const OAUTH = { tokenUrl: 'https://login.example/token', clientId: 'app', refreshToken: 'first' }

/** Gives tokens for an hour, each with a new refresh token. */
function endpoint() {
  const clock = { now: 1_800_000_000_000 }
  const used: (string | undefined)[] = []
  const tokens = accessTokens(OAUTH, {
    now: () => clock.now,
    fetch: async (url, want) => {
      used.push(want?.form?.refresh_token)
      const body = { access_token: `t${used.length}`, expires_in: 3600, refresh_token: `r${used.length}` }
      return { ok: true, status: 200, url, body: JSON.stringify(body) }
    },
  })
  return { clock, used, tokens }
}

test('a token is kept until shortly before its end, and the newest refresh token gets the next', async () => {
  const { clock, used, tokens } = endpoint()
  expect(await Promise.all([tokens(), tokens()])).toEqual(['t1', 't1'])
  clock.now += 3_500_000
  expect(await tokens()).toBe('t1')
  clock.now += 50_000
  expect(await tokens()).toBe('t2')
  expect(used).toEqual(['first', 'r1'])
})

test('one that was refused is fetched anew, once for all connections that were refused it', async () => {
  const { tokens, used } = endpoint()
  await tokens()
  expect(await Promise.all([tokens('t1'), tokens('t1')])).toEqual(['t2', 't2'])
  expect(await tokens('t1')).toBe('t2')
  expect(used).toHaveLength(2)
})
