import { createHash } from 'node:crypto'
import type { ShownBytes } from '../feeds/hub-topic.ts'
import type { Fetch } from './guarded-fetch.ts'

/**
 * Whether a document is online: its address answers with text of this hash (SHA-256, base64url). A hub that is told
 * before fetches what was there before, be it from a server that is deployed later or from a CDN that keeps the old one.
 */
export async function showsBytes(url: string, hash: string, fetch: Fetch): Promise<ShownBytes> {
  const answer = await fetch(url, { body: true })
  if (!answer.ok) return 'nothing'
  const shown = createHash('sha256').update(answer.body).digest('base64url')
  return answer.status === 200 && shown === hash ? 'these' : 'others'
}
