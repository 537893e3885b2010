import type { OauthConfig } from '../config/config.ts'
import { type AccessToken, readTokenResponse, tokenRequest } from '../config/oauth.ts'
import type { Fetch } from './guarded-fetch.ts'

export interface AccessTokenPorts {
  fetch: Fetch
  /** Epoch milliseconds. */
  now(): number
}

/**
 * Gives a server's access token: fetched once for all connections, kept until it is over, and fetched anew for one that was `refused`,
 * since servers end tokens early. Throws an Error whose message is half a sentence.
 */
export function accessTokens(oauth: OauthConfig, { fetch, now }: AccessTokenPorts) {
  let current: AccessToken | undefined
  let refreshToken = oauth.refreshToken
  let fetching: Promise<AccessToken> | undefined

  async function fetchToken(): Promise<AccessToken> {
    const answer = await fetch(oauth.tokenUrl, { body: true, form: tokenRequest({ ...oauth, refreshToken }) })
    if (!answer.ok) throw new Error(`its token cannot be fetched: ${answer.error}`)
    const token = readTokenResponse(answer.status, answer.body, now())
    if ('error' in token) throw new Error(token.error)
    refreshToken = token.refreshToken ?? refreshToken
    return token
  }

  return async (refused?: string): Promise<string> => {
    if (current && current.token !== refused && current.expiresAt > now()) return current.token
    fetching ??= fetchToken().finally(() => {
      fetching = undefined
    })
    current = await fetching
    return current.token
  }
}
