import { createHash, createHmac } from 'node:crypto'
import type { Config, SmtpConfig } from './config.ts'
import { isAllDay, sayHours } from './hours.ts'
import type { Rate } from './rate.ts'
import { serverAddress } from './server-address.ts'

/**
 * What of a configuration decides how a mail is sent, whoever made it: key → value, as a person may read them. What is or
 * may be a secret is a hash that nobody can try passwords against: its key is the oldest of web.secrets.
 */
export type SendingSettings = Record<string, string>

export function sendingSettings(config: Config): SendingSettings {
  const { smtp, dkim, delivery, newsletters, web } = config
  const hide = (value: string) => hidden(value, web.secrets.at(-1) ?? '')
  const entries = [
    ...smtp.flatMap((server) => serverSettings(server, config.dir, hide)),
    ...dkim.map(({ domain, selector, keyFile }) => [`dkim.${domain}.${selector}`, keyFile]),
    ['delivery.uncertain', delivery.uncertain],
    ['delivery.pause_above', `${delivery.pauseAbove * 100}%`],
    ...Object.entries(delivery.limits).map(([domain, rate]) => [`delivery.limits.${domain}`, rateText(rate)]),
    ...newsletters.flatMap(({ id, spread }) => (spread ? [[`newsletters.${id}.spread`, spread.toString()]] : [])),
    ...newsletters.flatMap(({ id, hours }) => (isAllDay(hours) ? [] : [[`newsletters.${id}.hours`, sayHours(hours)]])),
    ['web.url', web.url],
    ['web.secrets', hide(web.secrets.join('\n'))],
  ]
  return Object.fromEntries(entries) as SendingSettings
}

/** 16 hexadecimal digits that stand for all of the settings. */
export function settingsHash(settings: SendingSettings): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16)
}

/** A sentence's worth for each key that differs: `smtp.relay.url: "mailbox:dist/mail" there, "smtp://relay.example" here`. */
export interface SettingDifference {
  key: string
  /** Undefined: not set. Both are for people: of a secret, only that it changed. */
  theirs?: string
  ours?: string
  isSecret: boolean
}

export function settingsDifference(theirs: SendingSettings, ours: SendingSettings): SettingDifference[] {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].sort(urlsFirst)
  return keys
    .filter((key) => theirs[key] !== ours[key])
    .map((key) => {
      const isSecret = [theirs[key], ours[key]].some((value) => value?.startsWith(HIDDEN))
      return isSecret ? { key, isSecret } : { key, theirs: theirs[key], ours: ours[key], isSecret }
    })
}

/** Which server it is says more than how it is used. */
function urlsFirst(a: string, b: string): number {
  return Number(b.endsWith('.url')) - Number(a.endsWith('.url')) || (a < b ? -1 : 1)
}

/** Keys of a server that anybody may read; all others are hidden. */
const READABLE = ['connections', 'tls', 'rates', 'weight', 'senders', 'domains', 'warmUp', 'messages', 'hello']
const PLACE = ['name', 'kind', 'host', 'port', 'mailboxDir']

function serverSettings(server: SmtpConfig, dir: string, hide: (value: string) => string): string[][] {
  const rest = Object.entries(server).filter(([key, value]) => !PLACE.includes(key) && !isUnset(value))
  return [
    [`smtp.${server.name}.url`, serverAddress(server, dir)],
    ...rest.map(([key, value]) => [
      `smtp.${server.name}.${tomlKey(key)}`,
      READABLE.includes(key) ? readable(value) : hide(JSON.stringify(value)),
    ]),
  ]
}

function isUnset(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

const HIDDEN = 'secret:'

function hidden(value: string, key: string): string {
  return `${HIDDEN}${createHmac('sha256', key).update(value).digest('hex').slice(0, 16)}`
}

function tomlKey(key: string): string {
  return key === 'rates' ? 'rate' : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function readable(value: unknown): string {
  if (!Array.isArray(value)) return String(value)
  return value.map((each) => (typeof each === 'object' ? rateText(each as Rate) : String(each))).join(', ')
}

function rateText({ count, seconds }: Rate): string {
  const unit = { 1: 's', 60: 'min', 3600: 'h', 86400: 'day' }[seconds] ?? `${seconds} s`
  return `${count}/${unit}`
}
