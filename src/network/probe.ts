import { failure, type Problem } from '../config/problem.ts'
import type { Fetch } from './guarded-fetch.ts'

/** `another`: a copy of this database, or another publication, has the address. */
export type ProbeResult = { answer: 'ours' } | { answer: 'another' | 'silent'; problem: Problem }

/**
 * Asks `web.url` whether it answers as this instance, since that is where every unsubscribe link of a mail leads.
 * `webUrl` ends in a slash; `instance` is the id that the store made for itself.
 */
export async function probeInstance(webUrl: string, instance: string, fetch: Fetch): Promise<ProbeResult> {
  const answer = await fetch(`${webUrl}healthz`, { body: true })
  if (!answer.ok) return silent(webUrl, `does not answer: ${answer.error}`)
  if (answer.status !== 200) return silent(webUrl, `answers with status ${answer.status}`)
  const found = instanceOf(answer.body)
  if (found === instance) return { answer: 'ours' }
  if (found === undefined) return silent(webUrl, 'answers, but not as a Broadsheet')
  return { ...silent(webUrl, 'answers as another Broadsheet'), answer: 'another' }
}

function instanceOf(body: string): string | undefined {
  try {
    const { instance } = JSON.parse(body) ?? {}
    return typeof instance === 'string' ? instance : undefined
  } catch {
    return undefined
  }
}

function silent(webUrl: string, what: string): { answer: 'silent'; problem: Problem } {
  const hint =
    'Unsubscribing would not work. Start `broadsheet serve` there, or write probe = "off" under [web] if this machine cannot reach its own address.'
  return { answer: 'silent', problem: failure('network.probe', `web.url (${webUrl}healthz) ${what}.`, { hint }) }
}
