import { isUtf8 } from 'node:buffer'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { failure, type Problem } from '../config/problem.ts'
import { cannotRead } from './walk-folder.ts'

/** A long novel is 3 MB. What is larger is no post, and would hold up all others. */
const MAX_BYTES = 10 * 1024 * 1024

const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

/** A text file, or the problem that it cannot be read, is too large or not UTF-8. @param file as the person knows it */
export async function readText(absolute: string, file: string): Promise<{ text: string } | { problem: Problem }> {
  const result = readUtf8(absolute, file)
  return 'problem' in result ? result : { text: result.bytes.toString('utf8') }
}

/** The same in UTF-8, good until the next file is read; a byte order mark is no part of it. */
export function readUtf8(absolute: string, file: string): { bytes: Buffer } | { problem: Problem } {
  try {
    const bytes = readBytes(absolute)
    if (typeof bytes === 'number') return { problem: tooLarge(file, bytes) }
    if (!isUtf8(bytes)) return { problem: notUtf8(file, bytes) }
    const isMarked = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    return { bytes: isMarked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes }
  } catch (error) {
    return { problem: cannotRead(file, error as Error) }
  }
}

/** Bytes of the file read last: memory outside of the heap is given back late, and a site has ten thousand files. */
let scratch = Buffer.allocUnsafe(64 * 1024)

/** How many of its first `size` bytes a file has. */
function fill(file: number, buffer: Buffer, size: number): number {
  let length = 0
  for (let read = -1; read !== 0 && length < size; length += read) {
    read = readSync(file, buffer, length, size - length, length)
  }
  return length
}

/**
 * The file's bytes, good until the next file is read, or how many there are where it is too large. Without waiting: a post is small, and four trips to another thread cost
 * ten times as much as reading it.
 */
function readBytes(absolute: string): Buffer | number {
  const file = openSync(absolute, 'r')
  try {
    const { size } = fstatSync(file)
    if (size > MAX_BYTES) return size
    if (scratch.length < size) scratch = Buffer.allocUnsafe(size * 2)
    return scratch.subarray(0, fill(file, scratch, size))
  } finally {
    closeSync(file)
  }
}

function tooLarge(file: string, bytes: number): Problem {
  const megabytes = (count: number) => Math.ceil(count / 1024 / 1024)
  return failure(
    'source.too-large',
    `It has ${megabytes(bytes)} MB; posts up to ${megabytes(MAX_BYTES)} MB are read.`,
    {
      hint: 'Make several of it; until then it is left out.',
      file,
    },
  )
}

function notUtf8(file: string, bytes: Buffer): Problem {
  const line = firstBrokenLine(bytes)
  return failure('source.encoding', 'It is not in UTF-8.', {
    hint: 'Save it as UTF-8; until then it is left out.',
    file,
    ...(line && { line }),
  })
}

const LINE_FEED = 0x0a

/** 1-based. A line feed is never part of another character, so each line can be looked at alone. */
function firstBrokenLine(bytes: Buffer): number | undefined {
  for (let line = 1, start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(LINE_FEED, start)
    const next = end < 0 ? bytes.length : end + 1
    if (!isUtf8(bytes.subarray(start, next))) return line
    start = next
  }
  return undefined
}
