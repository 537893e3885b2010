import { keptPicture, pictureSources, withPictureSources } from '../../editions/picture-sources.ts'
import type { EditionHeaders } from '../../editions/variant.ts'
import type { CarriedPicture, VariantText } from '../../messages/compose-variant.ts'

export interface CarryPorts {
  /** The bytes of a picture that is kept for mails, by its name. */
  storedPicture(name: string): Promise<Uint8Array | undefined>
  /** Why readers would not see these bytes at an address, as the end of a sentence; undefined where they would. */
  pictureFault(url: string, bytes: Uint8Array): Promise<string | undefined>
}

/** How a test shows the pictures that are kept for mails. */
export interface ShownPictures {
  count: number
  /** `web`: by their addresses, as an edition does. `mail`: within itself. */
  from: 'web' | 'mail'
  /** Where an edition has them. */
  url: string
  /** Why they are not to be seen there, as the end of a sentence; without it, the newsletter wants them within its mails. */
  because?: string
  /** So many are not within it: the mail would be too large for most servers. */
  tooLarge?: number
}

/** Octets; in base64 a third more. Many servers take no mail above 25 MB. */
const MOST_BYTES = 15_000_000

/** A variant with the pictures within it that are kept; `tooLarge`: so many are not. */
interface CarryingVariant {
  variant: VariantText
  tooLarge: number
}

/**
 * A test's mail shows its pictures wherever it is read: where one of them is not to be seen at `webUrl` yet, the mail carries
 * them all. Once they are, it is the mail of an edition, byte for byte. An edition whose mails carry them is shown as it is.
 */
export async function carryPictures(
  { storedPicture, pictureFault }: CarryPorts,
  variant: VariantText,
  { webUrl, pictures: from }: Pick<EditionHeaders, 'webUrl' | 'pictures'>,
): Promise<{ variant: VariantText; pictures?: ShownPictures }> {
  const kept = await keptPictures(storedPicture, variant, webUrl)
  if (kept.length === 0) return { variant }
  const shown = { count: kept.length, url: webUrl }
  const because = from === 'mail' ? undefined : await firstFault(kept, pictureFault)
  if (from !== 'mail' && because === undefined) return { variant, pictures: { ...shown, from: 'web' } }
  const { variant: carrying, tooLarge } = carryingThem(variant, kept)
  return {
    variant: carrying,
    pictures: { ...shown, from: 'mail', ...(because && { because }), ...(tooLarge > 0 && { tooLarge }) },
  }
}

/** The mail of an edition whose pictures are within it: each time the same, since they are named by what they are. */
export async function carryOwnPictures<Text extends VariantText>(
  storedPicture: CarryPorts['storedPicture'],
  variant: Text,
  webUrl: string,
): Promise<Text> {
  return { ...variant, ...carryingThem(variant, await keptPictures(storedPicture, variant, webUrl)).variant }
}

interface Kept {
  url: string
  name: string
  type: string
  bytes: Uint8Array
}

async function keptPictures(
  storedPicture: CarryPorts['storedPicture'],
  { html }: VariantText,
  webUrl: string,
): Promise<Kept[]> {
  const kept: Kept[] = []
  for (const url of pictureSources(html)) {
    const picture = keptPicture(url, `${webUrl}pictures/`)
    const bytes = picture && (await storedPicture(picture.name))
    if (bytes) kept.push({ url, ...picture, bytes })
  }
  return kept
}

function carryingThem(variant: VariantText, kept: Kept[]): CarryingVariant {
  const carried = withinSize(kept)
  const sources = new Map(carried.map(({ url, name }) => [url, `cid:${cidOf(name)}`]))
  return {
    variant: {
      ...variant,
      html: withPictureSources(variant.html, sources),
      pictures: carried.map(({ name, type, bytes }) => ({ cid: cidOf(name), name, type, bytes })),
    },
    tooLarge: kept.length - carried.length,
  }
}

async function firstFault(
  kept: { url: string; bytes: Uint8Array }[],
  pictureFault: CarryPorts['pictureFault'],
): Promise<string | undefined> {
  for (const { url, bytes } of kept) {
    const fault = await pictureFault(url, bytes)
    if (fault !== undefined) return fault
  }
  return undefined
}

function withinSize<Kept extends { bytes: Uint8Array }>(kept: Kept[]): Kept[] {
  let room = MOST_BYTES
  return kept.filter(({ bytes }) => {
    if (bytes.length > room) return false
    room -= bytes.length
    return true
  })
}

/** In the form of an address, as RFC 2392 §2 asks. */
function cidOf(name: string): CarriedPicture['cid'] {
  return `${name}@broadsheet.invalid`
}
