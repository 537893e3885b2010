const MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
]

/**
 * A feed's bytes as text: by its byte order mark, its Content-Type, its XML declaration, else as UTF-8 (RFC 7303 §3).
 * Undefined where it says an encoding that nobody knows.
 */
export function feedText(bytes: Uint8Array, contentType = ''): string | undefined {
  const marked = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1]
  const [, named] = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType) ?? []
  try {
    return new TextDecoder(marked ?? named ?? declared(bytes) ?? 'utf-8').decode(bytes)
  } catch {
    return undefined
  }
}

function declared(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
}
