import { domainToASCII } from 'node:url'

export interface Mailbox {
  name?: string
  address: string
}

const NAMED = /^(?:"((?:[^"\\]|\\["\\])*)"|([^"<>\\]*?))\s*<([^<>]*)>$/
const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*$/u
const CONTROL = /\p{Cc}/u

/**
 * `The Lantern <news@lantern.example>`, `"Lamps, Inc." <a@b.example>` or a bare address; undefined for anything else.
 * Stricter than RFC 5322 §3.4 on purpose: no comments, groups, quoted local parts or address literals, and never a
 * control character, since this ends up in a mail's header.
 */
export function parseMailbox(text: string): Mailbox | undefined {
  const trimmed = text.trim()
  if (CONTROL.test(trimmed)) return undefined
  const named = NAMED.exec(trimmed)
  const address = named ? (named[3] ?? '').trim() : trimmed
  if (!isAddress(address)) return undefined
  const name = (named?.[1]?.replace(/\\(["\\])/g, '$1') ?? named?.[2] ?? '').trim()
  return name ? { name, address } : { address }
}

/** The inverse of parseMailbox; the name is quoted where it holds more than letters, digits, spaces and a few signs. */
export function formatMailbox({ name, address }: Mailbox): string {
  if (!name) return address
  const plain = /^[\p{L}\p{M}\p{N} '!&+_/–—-]+$/u.test(name)
  return `${plain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`} <${address}>`
}

/** A domain that mail can be sent from, in lower case and ASCII; undefined for anything else. */
export function parseDomain(text: string): string | undefined {
  const domain = domainToASCII(text.trim())
  return isAddress(`a@${domain}`) ? domain : undefined
}

/** RFC 5321 §4.5.3.1: at most 64 octets before the @, 255 after it. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  return at > 0 && local.length <= 64 && domain.length <= 255 && LOCAL_PART.test(local) && DOMAIN.test(domain)
}
