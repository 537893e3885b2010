import { isIP } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

/** Names that no public DNS has (RFC 6761, RFC 6762, RFC 8375), and a machine's own name. */
const LOCAL_NAME = /^[^.]*$|\.(?:localhost|local|internal|lan|home\.arpa|test)$/i

/** Judged by its name: whether others than this machine and those of its network may reach a URL. */
export function isPublicHost(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) ? !isPrivateAddress(host) : !LOCAL_NAME.test(host)
}
