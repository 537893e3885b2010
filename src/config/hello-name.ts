import { domainToASCII } from 'node:url'

/** A name of a host that the world can look up, or an address literal (RFC 5321 §4.1.3). */
const NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/i
/** Names that stay within a machine or a house (RFC 6761, RFC 6762, RFC 8375). */
const PRIVATE = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|home\.arpa|corp|private)$/i

/** What `smtp[].hello` says; undefined for what no server could look up. */
export function parseHelloName(text: string): string | undefined {
  const literal = /^\[(?:IPv6:)?([0-9a-f.:]+)\]$/i.exec(text)?.[1]
  if (literal) return addressLiteral(literal)
  const name = domainToASCII(text)
  return isPublicName(name) ? name : undefined
}

/**
 * By what name this client says hello (RFC 5321 §4.1.4), where the configuration does not say: the host at which readers
 * reach it, else the sender's domain. Undefined: neither is a public name, and its address must do.
 */
export function helloName(webUrl: string, senders: string[]): string | undefined {
  const domains = senders.map((address) => domainToASCII(address.slice(address.lastIndexOf('@') + 1)))
  return [new URL(webUrl).hostname, ...domains].find(isPublicName)
}

/** A URL's host says whether it is an address. */
function addressLiteral(address: string): string | undefined {
  if (!address.includes(':'))
    return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(address) && URL.canParse(`http://${address}/`) ? `[${address}]` : undefined
  return URL.canParse(`http://[${address}]/`) ? `[IPv6:${address}]` : undefined
}

function isPublicName(name: string): boolean {
  return NAME.test(name) && !PRIVATE.test(name)
}
