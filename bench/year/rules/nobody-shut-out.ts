import { suppressedAddresses } from '../books.ts'
import { isGoneAddress } from '../mail-server.ts'
import type { Rule } from './rule.ts'

/** Only who is not there is mailed no more: a server that refuses everybody says nothing of anybody. */
export const NOBODY_SHUT_OUT: Rule = {
  name: "nobody is shut out by a server's fault",
  async atEnd(world) {
    const wrong = suppressedAddresses(world).filter((address) => !isGoneAddress(address))
    return wrong.map((address) => `${address} is suppressed, and is there`)
  },
}
