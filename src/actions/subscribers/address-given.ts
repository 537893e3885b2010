import { BroadsheetError, failure } from '../../config/problem.ts'
import { type ParsedAddress, parseAddress } from '../../subscribers/address.ts'

/** An address that somebody typed. @throws BroadsheetError with the reason that it is none */
export function addressGiven(text: string): ParsedAddress {
  const parsed = parseAddress(text)
  if ('code' in parsed) throw new BroadsheetError(parsed, 2)
  return parsed
}

/** Of an address that was given, and that nothing is known of. */
export function nobodyHasIt(): BroadsheetError {
  return new BroadsheetError(failure('subscribers.unknown', 'Nobody is subscribed with that address.'))
}
