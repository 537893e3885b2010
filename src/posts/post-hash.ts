import { createHash } from 'node:crypto'

/** SHA-256 hex of title and text: a move keeps it, an edit changes it. @param text in UTF-8 where it is bytes */
export function postHash(title: string, text: string | Buffer): string {
  const trimmed = typeof text === 'string' ? text.trim() : trimmedBytes(text)
  return createHash('sha256').update(`${title}\n`).update(trimmed).digest('hex')
}

/** So many bytes at either end nearly always have something else than white space. */
const EDGE = 64

/** So many characters at an edge are more than one that the edge cut to pieces: white space ends among them. */
const WHOLE = 4

/** As String.trim, without decoding what lies between. */
function trimmedBytes(bytes: Buffer): Buffer | string {
  const front = bytes.toString('utf8', 0, EDGE)
  const back = bytes.toString('utf8', Math.max(bytes.length - EDGE, 0))
  if (front.trim().length < WHOLE || back.trim().length < WHOLE) return bytes.toString('utf8').trim()
  const leading = front.slice(0, front.length - front.trimStart().length)
  const trailing = back.slice(back.trimEnd().length)
  return bytes.subarray(Buffer.byteLength(leading), bytes.length - Buffer.byteLength(trailing))
}
