import type { Fetch } from './guarded-fetch.ts'
import { isPublicHost } from './public-host.ts'

/** Why a reader's program would not see these bytes at an address, as the end of a sentence; undefined where it would. */
export async function pictureFault(url: string, bytes: Uint8Array, fetch: Fetch): Promise<string | undefined> {
  if (!isPublicHost(url)) return 'that address is not public'
  const answer = await fetch(url, { bytes: true })
  if (!answer.ok) return answer.error
  if (answer.status !== 200) return `it answers ${answer.status}`
  return answer.bytes && Buffer.compare(answer.bytes, bytes) === 0 ? undefined : 'it answers with something else'
}
