import { domainToASCII } from 'node:url'
import addressparser from 'nodemailer/lib/addressparser'
import { failure, type Problem } from '../config/problem.ts'
import { remembered } from './import/remembered.ts'
import { cleanName } from './person-name.ts'

export interface ParsedAddress {
  /** As written, trimmed and in NFC; mail goes to this. */
  address: string
  /** What two spellings of one mailbox share: local part in lower case, domain in lower case ASCII. */
  key: string
  name?: string
}

/** RFC 5321 §4.5.3.1: octets, not characters. The path of 256 includes its angle brackets. */
const MAX_LOCAL_OCTETS = 64
const MAX_ADDRESS_OCTETS = 254

/** Atoms with dots between them (RFC 5322 §3.2.3), with the letters of RFC 6531. No quoted strings: nobody means one. */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
/** Middle dots are letters in Catalan and Japanese names (RFC 5892 appendix A). */
const DOMAIN = /^[\p{L}\p{M}\p{N}.\u00b7\u30fb-]+$/u
/** IDNA reads these as dots, and an input method writes them for one (RFC 3490 §3.1). */
const IDEOGRAPHIC_DOTS = /[\u3002\uff0e\uff61]/g
const IS_ASCII = /^\p{ASCII}*$/u
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Checks an address as a person types it: `mei@lantern.example` or `Mei <mei@lantern.example>`, one and no more.
 * Anything else is a problem `subscribers.address` that says why; it never repeats the address, since problems are logged.
 */
export function parseAddress(text: string): ParsedAddress | Problem {
  const written = text.normalize('NFC').trim()
  if (/\p{Cc}/u.test(written)) return refused('The address holds a line break or control character.')
  if (!/[<>"]/.test(written)) return parseBareAddress(written)

  const [mailbox, ...others] = addressparser(written)
  // The parser is lenient; what it read must be all there is between one pair of brackets at the end.
  if (!mailbox?.address || others.length > 0 || !written.endsWith(`<${mailbox.address}>`)) {
    return refused('The address is not written as "name@example.com" or "Name <name@example.com>".')
  }
  const parsed = parseBareAddress(mailbox.address)
  const name = cleanName(mailbox.name)
  return 'code' in parsed || !name ? parsed : { ...parsed, name }
}

/**
 * An address as SMTP carries it: local part as written, its domain in ASCII (RFC 5891), so that only a local part beyond
 * ASCII needs the server's SMTPUTF8 (RFC 6531).
 */
export function envelopeAddress(address: string): string {
  if (IS_ASCII.test(address)) return address
  const at = address.lastIndexOf('@')
  const domain = domainToASCII(address.slice(at + 1))
  return domain ? `${address.slice(0, at)}@${domain}` : address
}

function parseBareAddress(written: string): ParsedAddress | Problem {
  const parts = written.split('@')
  if (written === '') return refused('The address is empty.')
  if (parts.length === 1) return refused('The address has no @.')
  if (parts.length > 2) return refused('The address has more than one @.')
  const [local = '', domain = ''] = [parts[0], parts[1]?.replace(IDEOGRAPHIC_DOTS, '.')]
  if (local === '') return refused('The address has nothing before the @.')
  if (!LOCAL_PART.test(local)) return refused('What stands before the @ is not the name of a mailbox.')
  const ascii = asciiDomain(domain)
  if (!ascii) return refused('What stands after the @ is not a domain.')
  if (Buffer.byteLength(local) > MAX_LOCAL_OCTETS || Buffer.byteLength(local) + 1 + ascii.length > MAX_ADDRESS_OCTETS) {
    return refused('The address is longer than mail allows.')
  }
  return { address: `${local}@${domain}`, key: `${local.toLowerCase().normalize('NFC')}@${ascii}` }
}

/** `Bücher.example` → `xn--bcher-kva.example`; undefined for what is no public domain: one label, an IP address, bad IDNA. */
const asciiDomain = remembered((domain): string | undefined => {
  const ascii = DOMAIN.test(domain) ? domainToASCII(domain) : ''
  const labels = ascii.split('.')
  const last = labels.at(-1) ?? ''
  // A number in last place makes an IPv4 address of it: domainToASCII turns even 0x7f.1 into 127.0.0.1.
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(last) ? ascii : undefined
})

function refused(message: string): Problem {
  return failure('subscribers.address', message, { hint: 'Write it as name@example.com.' })
}
