import type { Selectable } from 'kysely'
import type { SignUp } from '../subscribers/sign-up.ts'
import { instantOf, optionalInstant } from './instants.ts'
import type { SignUpsTable } from './tables.ts'

export function signUpOf(row: Selectable<SignUpsTable>): SignUp {
  return {
    handle: row.handle,
    address: row.address,
    key: row.address_key,
    newsletters: JSON.parse(row.newsletters) as string[],
    cadence: row.cadence ?? undefined,
    topics: JSON.parse(row.topics) as string[],
    language: row.language,
    form: row.form,
    wording: row.wording,
    network: row.network ?? undefined,
    at: instantOf(row.at),
    confirmedAt: optionalInstant(row.confirmed_at),
  }
}
