import { failure, type Problem } from '../config/problem.ts'
import type { Fetch } from './guarded-fetch.ts'

export type ProbeResult = { ok: true } | { ok: false; problem: Problem }

/**
 * Asks `web.url` whether it answers as this instance, since that is where every unsubscribe link of a mail leads.
 * `webUrl` ends in a slash; `instance` is the id that the store made for itself.
 */
export async function probeInstance(webUrl: string, instance: string, fetch: Fetch): Promise<ProbeResult> {
  const answer = await fetch(`${webUrl}healthz`, { body: true })
  if (!answer.ok) return silent(webUrl, `does not answer: ${answer.error}`)
  if (answer.status !== 200) return silent(webUrl, `answers with status ${answer.status}`)
  const found = instanceOf(answer.body)
  if (found === instance) return { ok: true }
  return silent(webUrl, found === undefined ? 'answers, but not as a Broadsheet' : 'answers as another Broadsheet')
}

function instanceOf(body: string): string | undefined {
  try {
    const { instance } = JSON.parse(body) ?? {}
    return typeof instance === 'string' ? instance : undefined
  } catch {
    return undefined
  }
}

function silent(webUrl: string, what: string): ProbeResult {
  const hint =
    'Unsubscribing would not work. Start `broadsheet serve` there, or write probe = "off" under [web] if this machine cannot reach its own address.'
  return { ok: false, problem: failure('network.probe', `web.url (${webUrl}healthz) ${what}.`, { hint }) }
}
