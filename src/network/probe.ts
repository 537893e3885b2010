import { failure, type Problem } from '../config/problem.ts'
import type { FetchFault } from './fetch-failure.ts'
import type { Fetch } from './guarded-fetch.ts'

/** `another`: a copy of this database, or another publication, has the address. */
export type ProbeResult = { answer: 'ours'; problem?: undefined } | { answer: 'another' | 'silent'; problem: Problem }

/**
 * Asks `web.url` whether it answers as this instance, since that is where every unsubscribe link of a mail leads; if
 * not, says why, and what to put right. `webUrl` ends in a slash; `instance` is the id that the store made for itself.
 */
export async function probeInstance(webUrl: string, instance: string, fetch: Fetch): Promise<ProbeResult> {
  const url = `${webUrl}healthz`
  const answer = await fetch(url, { body: true })
  if (!answer.ok) return failed('silent', `${url} does not answer: ${answer.error}.`, remedyFor(answer.fault, webUrl))
  const { status, body } = answer
  const found = instanceOf(body)
  if (found === instance && status === 200) return { answer: 'ours' }
  if (found === instance)
    return failed('silent', `${url} answers with status ${status}: \`serve\` there is in trouble.`, LOG)
  if (found !== undefined) return failed('another', `${url} answers as another Broadsheet: both would send.`, ANOTHER)
  if (GATEWAY.has(status))
    return failed(
      'silent',
      `${url} answers with status ${status}: the web server there does not reach \`broadsheet serve\`.`,
      START,
    )
  if (status === 401 || status === 403)
    return failed('silent', `${url} answers with status ${status}: it asks for a login, or refuses.`, OPEN)
  if (status !== 200)
    return failed(
      'silent',
      `${url} answers with status ${status}: it is not \`broadsheet serve\` that answers.`,
      PASS_ON,
    )
  return failed('silent', `${url} answers, but not as a Broadsheet.`, PASS_ON)
}

/** RFC 9110 §15.6: what a proxy says when the server behind it does not answer. */
const GATEWAY = new Set([502, 503, 504])
const START = 'Start `broadsheet serve`, or correct its host and port in the configuration of the web server in front.'
const PASS_ON =
  'Let the web server in front pass everything at this address on to `broadsheet serve`, or correct web.url.'
const OPEN = 'Nothing may stand between a mail program and web.url: no login, no challenge page.'
const LOG = 'Look into its log.'
const ANOTHER =
  'Stop the other one, or give this one an address of its own: web.url. A copy for trials needs url = "mailbox:dist/mail" under [[smtp]].'

function remedyFor(fault: FetchFault | undefined, webUrl: string): string {
  const { hostname } = new URL(webUrl)
  switch (fault) {
    case 'certificate':
      return `Give the web server there a certificate for ${hostname}. For one of an authority of your own, start Broadsheet with NODE_EXTRA_CA_CERTS=FILE.`
    case 'name':
      return `Give ${hostname} an address in the DNS, or correct web.url.`
    case 'refused':
      return 'Start the web server in front of `broadsheet serve`, or open its port in the firewall.'
    case 'no-tls':
      return 'Give the web server there a certificate, or correct the port in web.url.'
    default:
      return 'See that the web server there runs. Where this machine cannot reach its own outer address, write probe = "off" in [web], and look yourself.'
  }
}

/** A server in trouble says who it is as well, with another status. */
function instanceOf(body: string): string | undefined {
  try {
    const { instance } = JSON.parse(body) ?? {}
    return typeof instance === 'string' ? instance : undefined
  } catch {
    return undefined
  }
}

function failed(answer: 'another' | 'silent', message: string, hint: string): ProbeResult {
  return { answer, problem: failure('network.probe', message, { hint }) }
}
