import { isIPv6 } from 'node:net'

/** An address as a client without a name calls itself (RFC 5321 §4.1.3). */
export function addressLiteral(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIPv6(plain) ? `[IPv6:${plain}]` : `[${plain}]`
}
