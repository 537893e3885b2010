import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import type { EditionHeaders } from '../../src/editions/variant.ts'
import type { VariantText } from '../../src/messages/compose-variant.ts'
import type { Recipient } from '../../src/messages/headers.ts'

interface Sample {
  variant: VariantText
  edition: EditionHeaders
  recipient: Recipient
}

/** test/golden/messages/weekly-12.json: what stands in the mail beside it. */
export const sample: Sample = JSON.parse(readGolden('weekly-12.json'), (key, value) =>
  key === 'date' ? Temporal.Instant.from(value) : value,
)

export function readGolden(name: string): string {
  return readFileSync(new URL(`../golden/messages/${name}`, import.meta.url), 'utf8')
}
