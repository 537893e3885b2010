import type { ConsentProof } from '../actions/subscribers/prove-consent.ts'
import { sayMoment } from '../config/say-time.ts'
import type { ConsentAction, WrittenConsent } from '../subscribers/subscriber.ts'
import { WORDING_VERSIONS } from '../words/consent-wording.ts'
import { wordsFor } from '../words/words-for.ts'

/** The record of a person's consents, in sentences that can be sent to them. */
export function describeProof({ address, newsletters }: ConsentProof, timezone: string): string {
  const parts = newsletters.map(({ title, state, steps }) => {
    const lines = steps.map((step) => `  ${sayMoment(step.at, timezone)}  ${describeStep(step, title)}`)
    return [`${title}: ${STATES[state]}`, ...lines].join('\n')
  })
  return [`What is recorded of ${address}; times are those of ${timezone}.`, ...parts].join('\n\n')
}

const STATES = {
  pending: 'not confirmed.',
  active: 'subscribed.',
  paused: 'subscribed, and paused.',
  'by-feed': 'subscribed, and read in a feed.',
  unsubscribed: 'no longer subscribed.',
}

function describeStep({ action, source, evidence }: WrittenConsent, title: string): string {
  const { form, wording, language, network } = evidence ?? {}
  const said = [
    ...(form ? [`by the form at ${form}`] : []),
    ...(wording !== undefined ? [describeWording(wording, language ?? 'en', title)] : []),
    ...(network
      ? [network.startsWith('hmac:') ? 'from a network address of which a hash is kept' : `from ${network}`]
      : []),
  ]
  return `${ACTIONS[action]} ${[describeSource(source), ...said].join(', ')}.`
}

/** What they agreed to, as it stood there: a wording is never changed. */
function describeWording(version: number, language: string, title: string): string {
  const known = WORDING_VERSIONS.find((each) => each === version)
  const text = known && wordsFor(language).subscribe.consent[known](title)
  return text ? `in wording ${version} (${language}): "${text}"` : `in wording ${version} (${language})`
}

const ACTIONS: Record<ConsentAction, string> = {
  subscribed: 'Signed up',
  confirmed: 'Confirmed',
  imported: 'Taken over from a list',
  unsubscribed: 'Unsubscribed',
  resubscribed: 'Signed up again',
  removed: 'Removed',
  paused: 'Paused',
  resumed: 'Went on',
  'by-feed': 'Took a feed in place of mails',
  'by-mail': 'Took mails in place of a feed',
  changed: 'changed what they get, or how they are addressed',
  'address-changed': 'moved to this address',
}

const SOURCES: Record<string, string> = {
  cli: 'by the operator',
  'one-click': "by the mail program's button",
  web: "on the page behind a mail's link",
  form: 'by a form on the web',
  link: 'by the link in a mail',
  import: 'by the operator, from a list',
}

/** Who did it, by an Actor or what another service's list had. */
function describeSource(source: string): string {
  const known = SOURCES[source]
  if (known) return known
  const operator = /^cli: (.*)$/s.exec(source)?.[1]
  if (operator !== undefined) return `by the operator, who noted: ${operator}`
  const [, list, before] = /^import (.*?)(: elsewhere.*)?$/s.exec(source) ?? []
  if (list === undefined) return source ? `as recorded: ${source}` : 'as recorded'
  const evidence = before?.includes('network address') ? ', with the network address' : ''
  return before ? `at an earlier service, as its list ${list} says${evidence}` : `by the operator, from ${list}`
}
