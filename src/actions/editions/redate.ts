import type { Temporal } from 'temporal-polyfill'
import { isSameOn, renderVariant } from '../../editions/render-variant.ts'
import { inputOfVariant, readInput } from '../../editions/stored-input.ts'
import type { Variant } from '../../editions/variant.ts'
import type { VariantInput } from '../../editions/variant-input.ts'

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
  const all = stored === undefined ? undefined : readInput(stored)
  const contents = new Map<number, Variant>()
  for (const variant of await ports.editions.variants(editionId)) {
    if (variant.datedAt) continue
    const input = all && inputOfVariant(all, variant)
    contents.set(variant.id, (input && (await datedAnew(variant, input, at))) ?? variant)
  }
  await ports.editions.redate(editionId, at, contents)
}

/** Undefined where it stays as it is. */
async function datedAnew(variant: Variant, input: VariantInput, date: Temporal.Instant): Promise<Variant | undefined> {
  if (isSameOn(date, input)) return undefined
  const asBefore = (await renderVariant(input)).variant
  if (asBefore?.html !== variant.html || asBefore.text !== variant.text) return undefined
  return (await renderVariant({ ...input, date })).variant
}
