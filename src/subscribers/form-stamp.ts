import { createHmac, timingSafeEqual } from 'node:crypto'

const LABEL = 'broadsheet form\0'
const STAMP = /^([0-9a-z]{1,10})\.([A-Za-z0-9_-]{22})$/
/** Nobody types an address in less; a password manager and a finger need as much. */
const TOO_QUICK_MS = 1_500
/** A page that lay open longer is as one without a stamp. */
const LONGEST_MS = 24 * 60 * 60 * 1000

/** When a form was handed out, so that it can be told how long somebody had it. */
export function stampForm(at: number, [secret = '']: string[]): string {
  const time = at.toString(36)
  return `${time}.${signature(time, secret)}`
}

/** `none`: there is no good stamp, as in a form of the operator's own. */
export function readStamp(stamp: string | undefined, now: number, secrets: string[]): 'fine' | 'quick' | 'none' {
  const [, time = '', given = ''] = STAMP.exec(stamp ?? '') ?? []
  const isOurs = secrets.some((secret) => {
    const ours = Buffer.from(signature(time, secret))
    return given.length === ours.length && timingSafeEqual(Buffer.from(given), ours)
  })
  const age = now - Number.parseInt(time, 36)
  if (!isOurs || age > LONGEST_MS) return 'none'
  return age < TOO_QUICK_MS ? 'quick' : 'fine'
}

function signature(time: string, secret: string): string {
  return createHmac('sha256', secret).update(LABEL).update(time).digest().subarray(0, 16).toString('base64url')
}
