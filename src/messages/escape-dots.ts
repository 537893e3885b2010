const LF = 0x0a
const CR = 0x0d
const DOT = 0x2e
const ONE_DOT = Buffer.from('.')
const CRLF = Buffer.from('\r\n')

/**
 * A message as it goes after DATA, the line with the final dot excepted: a line that begins with a dot gets a second one
 * (RFC 5321 §4.5.2), and the last line has its end. Line ends that are not CRLF become it, since to a lax server `\n.\n`
 * would be the end of the message and the rest commands. What needs none of it comes back as it is, not copied.
 */
export function escapeDots(message: Buffer): Buffer {
  const dots = dotsAtLineStarts(message)
  if (!dots) return escapeDots(withCrlf(message))
  const endsLine = message.at(-1) === LF
  if (dots.length === 0 && endsLine) return message
  const pieces: Buffer[] = []
  let taken = 0
  for (const dot of dots) {
    pieces.push(message.subarray(taken, dot), ONE_DOT)
    taken = dot
  }
  pieces.push(message.subarray(taken))
  if (!endsLine) pieces.push(CRLF)
  return Buffer.concat(pieces)
}

/** The message again, from what escapeDots() made of it. */
export function unescapeDots(escaped: Buffer): Buffer {
  return Buffer.from(escaped.toString('latin1').replace(/^\.\./gm, '.'), 'latin1')
}

/**
 * Where lines begin with a dot; undefined if a line ends in anything but CRLF. By searches within Node: byte after byte
 * in JavaScript takes five times as long.
 */
export function dotsAtLineStarts(message: Buffer): number[] | undefined {
  const dots = message[0] === DOT ? [0] : []
  let lineEnds = 0
  for (let at = message.indexOf(LF); at >= 0; at = message.indexOf(LF, at + 1)) {
    if (message[at - 1] !== CR) return undefined
    if (message[at + 1] === DOT) dots.push(at + 1)
    lineEnds++
  }
  return countOf(CR, message) === lineEnds ? dots : undefined
}

function countOf(byte: number, message: Buffer): number {
  let count = 0
  for (let at = message.indexOf(byte); at >= 0; at = message.indexOf(byte, at + 1)) count++
  return count
}

function withCrlf(message: Buffer): Buffer {
  return Buffer.from(message.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n'), 'latin1')
}
