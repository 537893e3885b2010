import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** The code of the error that a guarded connection meets. */
export const PRIVATE_ADDRESS = 'ERR_PRIVATE_ADDRESS'

/**
 * Looks names up for a connection, and refuses those that lead inside: at the moment of connecting, since a name that
 * was checked before may be answered otherwise now (DNS rebinding).
 */
export function addressGuard(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    const all: LookupAllOptions = { ...options, all: true } as LookupAllOptions
    lookup(hostname, all, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '')
      if (!addresses.every(({ address }) => isAllowed(address))) {
        return callback(Object.assign(new Error('a private address'), { code: PRIVATE_ADDRESS }), '')
      }
      if (options.all) return callback(null, addresses)
      const [first] = addresses
      callback(null, first?.address ?? '', first?.family)
    })
  }
}
