import type { OauthConfig } from './config.ts'

/** What the token's address is asked for: the form of RFC 6749 §4.4.2 or §6. */
export function tokenRequest(oauth: OauthConfig): Record<string, string> {
  const { clientId, clientSecret, refreshToken, scope } = oauth
  return {
    grant_type: refreshToken === undefined ? 'client_credentials' : 'refresh_token',
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...(scope !== undefined && { scope }),
  }
}

export interface AccessToken {
  token: string
  /** Epoch milliseconds. */
  expiresAt: number
  /** In place of the one that was used (Microsoft gives a new one each time). */
  refreshToken?: string
}

/** Before its end, so that a login that begins in time does not come too late. */
const EARLY_MS = 60_000
const DEFAULT_SECONDS = 3_600

/** RFC 6749 §5.1 and §5.2: the token, or half a sentence that says why there is none; it never repeats what may be secret. */
export function readTokenResponse(status: number, body: string, now: number): AccessToken | { error: string } {
  const answer = parsed(body)
  const { access_token: token, expires_in: expires, refresh_token: refreshToken, error } = answer
  if (status === 200 && typeof token === 'string' && token !== '') {
    const seconds = Number(expires) > 0 ? Number(expires) : DEFAULT_SECONDS
    const expiresAt = now + Math.max(EARLY_MS, seconds * 1000) - EARLY_MS
    return { token, expiresAt, ...(typeof refreshToken === 'string' && { refreshToken }) }
  }
  const code = typeof error === 'string' && /^[\w.-]{1,60}$/.test(error) ? error : undefined
  return {
    error: code ? `its token is refused (${code}${MEANINGS[code] ?? ''})` : `no token is given (HTTP ${status})`,
  }
}

const MEANINGS: Record<string, string> = {
  invalid_grant: ': the refresh_token is over or was withdrawn',
  invalid_client: ': client_id or client_secret is wrong, or the secret is over',
  invalid_scope: ': the scope is not one of this provider',
  unauthorized_client: ': the app may not do this',
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
