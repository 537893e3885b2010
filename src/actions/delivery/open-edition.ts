import type { Edition } from '../../editions/edition.ts'
import type { EditionIntent } from '../../editions/edition-intent.ts'
import type { EditionHeaders } from '../../editions/variant.ts'

/** An edition on its way, with what it was made for. */
export interface OpenEdition extends Edition {
  intent?: EditionIntent
  headers?: EditionHeaders
}
