import { encode, wrap } from 'nodemailer/lib/qp'
import type { EditionHeaders } from '../editions/variant.ts'
import { PREFERENCES_PLACEHOLDER, TOKEN_PLACEHOLDER } from '../subscribers/token.ts'
import { type BodyPart, bodyParts, composeVariant, partsOf, type VariantText } from './compose-variant.ts'

const SOMEBODY = {
  to: { address: 'somebody@example.com' },
  token: TOKEN_PLACEHOLDER,
  preferences: PREFERENCES_PLACEHOLDER,
  messageId: '<weekly.12.AAAAAAAA.AAAAAAAAAAAAAAAA@example.com>',
}

/** Octets of a variant's message, as servers count them; it differs by a few from person to person. */
type SizeOf = (variant: VariantText) => Promise<number>

/**
 * For the mails of one edition, which share most of their lines, and all but their bodies where their subjects are the
 * same: nothing is composed for each.
 */
export function messageSizes(edition: EditionHeaders): SizeOf {
  const frames = new Map<string, Promise<number>>()
  const lines = new LineLengths()
  const whole = async (variant: VariantText) => (await composeVariant(variant, edition, SOMEBODY)).length
  return async (variant) => {
    if (variant.pictures && variant.pictures.length > 0) return whole(variant)
    const parts = bodyParts(variant, partsOf(SOMEBODY, variant.language))
    const { language, subject } = variant
    const name = JSON.stringify([language, subject, ...parts.map(({ encoding }) => encoding)])
    const frame = frames.get(name) ?? frameOf(parts, { language, subject }, whole)
    frames.set(name, frame)
    return parts.reduce((sum, part) => sum + lines.encoded(part), await frame)
  }
}

/** All but the bodies, of mails whose bodies are encoded so. */
async function frameOf(
  [text, html]: BodyPart[],
  about: Pick<VariantText, 'language' | 'subject'>,
  whole: SizeOf,
): Promise<number> {
  const small = { ...about, text: smallest(text), html: smallest(html) }
  const lengths = new LineLengths()
  const bodies = bodyParts(small, partsOf(SOMEBODY, about.language))
  return (await whole(small)) - bodies.reduce((sum, part) => sum + lengths.encoded(part), 0)
}

/** A text that is encoded in the same way. */
function smallest(part: BodyPart | undefined): string {
  return part?.encoding === 'base64' ? '燈' : '-'
}

const LONGEST_LINE = 76
const LINE_END = 2
/** Beyond so many lines it begins anew. */
const MOST_LINES = 20_000

/** How long bodies become, encoded: a line of quoted-printable depends on none before it. */
class LineLengths {
  readonly #known = new Map<string, number>()

  encoded({ content, encoding }: BodyPart): number {
    return encoding === 'base64' ? base64Length(content) : this.#quoted(content)
  }

  #quoted(content: string): number {
    if (content.length <= LONGEST_LINE) return quotedLength(content)
    let length = 0
    let from = 0
    for (let end = content.indexOf('\n'); end !== -1; end = content.indexOf('\n', from)) {
      length += this.#lengthOf(content.slice(from, end + 1))
      from = end + 1
    }
    const last = content.slice(from)
    return length + quotedLength(BEFORE_LAST + last) - BEFORE_LAST.length
  }

  #lengthOf(line: string): number {
    const known = this.#known.get(line)
    if (known !== undefined) return known
    const length = quotedLength(line)
    if (this.#known.size >= MOST_LINES) this.#known.clear()
    // A copy: what is cut out of a mail would keep all of it in memory.
    this.#known.set(Buffer.from(line).toString(), length)
    return length
  }
}

/** Of a text that is short as a whole, nodemailer breaks no line: what stands before the last one is made long. */
const BEFORE_LAST = `${'-'.repeat(LONGEST_LINE - LINE_END)}\r\n`

function quotedLength(text: string): number {
  return wrap(encode(text)).length
}

function base64Length(content: string): number {
  const characters = Math.ceil(Buffer.byteLength(content) / 3) * 4
  return characters + Math.ceil(characters / LONGEST_LINE) * LINE_END
}
