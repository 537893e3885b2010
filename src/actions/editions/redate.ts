import type { Temporal } from 'temporal-polyfill'
import { renderVariant } from '../../editions/render-variant.ts'
import { inputOfVariant, readInput } from '../../editions/stored-input.ts'
import type { Variant } from '../../editions/variant.ts'

export interface RedatePorts {
  editions: {
    variants(editionId: number): Promise<(Variant & { id: number; datedAt?: Temporal.Instant })[]>
    input(editionId: number): Promise<unknown>
    /** Gives what has not been tried yet this date, by the id of the variant that it was to be sent as. */
    redate(editionId: number, at: Temporal.Instant, contents: Map<number, Variant>): Promise<void>
  }
  clock(): Temporal.Instant
}

/**
 * An edition that goes on after it waited is of this moment, in its header and in its masthead (RFC 5322 §3.6.1). Nothing
 * else of it changes, whatever became of posts and templates: it is made again of what it was made of. Where this program
 * would make another mail of that than was kept, the mail stays as it was shown and only the header says the new date.
 */
export async function redate(ports: RedatePorts, editionId: number): Promise<void> {
  const at = ports.clock()
  const stored = await ports.editions.input(editionId)
  const contents = new Map<number, Variant>()
  for (const variant of await ports.editions.variants(editionId)) {
    if (variant.datedAt) continue
    const input = stored === undefined ? undefined : inputOfVariant(readInput(stored), variant)
    const asBefore = input && (await renderVariant(input)).variant
    const isSame = asBefore?.html === variant.html && asBefore.text === variant.text
    const dated = input && isSame ? (await renderVariant({ ...input, date: at })).variant : undefined
    contents.set(variant.id, dated ?? variant)
  }
  await ports.editions.redate(editionId, at, contents)
}
