import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** With fewer mails, packing them takes longer than it is worth. */
export const MANY_MAILS = 200

/**
 * A mail whose HTML and text are packed, and unpacked whenever they are read: thousands of them, much alike, wait until
 * their edition is written down. A copy of it by `...` is unpacked.
 */
export function packed<Mail extends { html: string; text: string }>({ html, text, ...rest }: Mail): Mail {
  const read = (packedText: Buffer) => ({ enumerable: true, get: () => inflateRawSync(packedText).toString() })
  const own = { html: read(pack(html)), text: read(pack(text)) }
  return Object.defineProperties(rest, own) as unknown as Mail
}

function pack(text: string): Buffer {
  return deflateRawSync(text, { level: 1 })
}
