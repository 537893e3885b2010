import { mapBounded } from '../config/map-bounded.ts'
import type { Fetch } from './guarded-fetch.ts'

/** Whether a URL answered; with its status, or why there was none. */
export type LiveResult = { url: string; ok: boolean; status: number } | { url: string; ok: false; error: string }

/** A small host must not take our looking for an attack. */
const AT_ONCE = 4

/** Asks each URL whether it answers (a 2xx after redirects), in order of `urls`. */
export async function checkLive(urls: string[], fetch: Fetch): Promise<LiveResult[]> {
  return mapBounded(urls, AT_ONCE, (url) => checkOne(url, fetch))
}

async function checkOne(url: string, fetch: Fetch): Promise<LiveResult> {
  const answer = await fetch(url)
  if (!answer.ok) return { url, ok: false, error: answer.error }
  return { url, ok: answer.status >= 200 && answer.status < 300, status: answer.status }
}
