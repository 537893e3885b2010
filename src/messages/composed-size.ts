import type { EditionHeaders } from '../editions/variant.ts'
import { PREFERENCES_PLACEHOLDER, TOKEN_PLACEHOLDER } from '../subscribers/token.ts'
import { composeVariant, type VariantText } from './compose-variant.ts'

/** Octets of a variant's message, as servers count them; it differs by a few from person to person. */
export async function composedSize(variant: VariantText, edition: EditionHeaders): Promise<number> {
  const message = await composeVariant(variant, edition, {
    to: { address: 'somebody@example.com' },
    token: TOKEN_PLACEHOLDER,
    preferences: PREFERENCES_PLACEHOLDER,
    messageId: '<weekly.12.AAAAAAAA.AAAAAAAAAAAAAAAA@example.com>',
  })
  return message.length
}
