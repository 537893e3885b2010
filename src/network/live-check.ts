import type { Fetch } from './guarded-fetch.ts'

/** Whether a URL answered; with its status, or why there was none. */
export type LiveResult = { url: string; ok: boolean; status: number } | { url: string; ok: false; error: string }

/** A small host must not take our looking for an attack. */
const AT_ONCE = 4

/** Asks each URL whether it answers (a 2xx after redirects), in order of `urls`. */
export async function checkLive(urls: string[], fetch: Fetch): Promise<LiveResult[]> {
  const results: LiveResult[] = []
  let next = 0
  async function worker(): Promise<void> {
    while (next < urls.length) {
      const index = next++
      results[index] = await checkOne(urls[index] as string, fetch)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

async function checkOne(url: string, fetch: Fetch): Promise<LiveResult> {
  const answer = await fetch(url)
  if (!answer.ok) return { url, ok: false, error: answer.error }
  return { url, ok: answer.status >= 200 && answer.status < 300, status: answer.status }
}
