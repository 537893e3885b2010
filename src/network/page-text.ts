/** How far into a page its encoding is looked for (HTML §13.2.3.2). */
const HEAD_BYTES = 1_024
const CHARSET = /charset\s*=\s*["']?([\w-]{1,40})/i

/** A page's bytes as text, in the encoding that its header or its head names; UTF-8 where that is none. */
export function pageText(bytes: Uint8Array, contentType = ''): string {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1')
  const label = CHARSET.exec(contentType)?.[1] ?? CHARSET.exec(head)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
