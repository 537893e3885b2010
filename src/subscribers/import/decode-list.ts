import { failure, type Problem } from '../../config/problem.ts'
import { isPlausible, likelyEncodings, markedEncoding } from './encoding.ts'
import { notAList } from './not-a-list.ts'
import type { OpenText } from './read-list.ts'

/** A file's bytes, from its beginning each time. */
export type OpenBytes = () => AsyncIterable<Uint8Array>

export interface DecodedList {
  open: OpenText
  /** As the WHATWG names it: `utf-8`, `windows-1252`. */
  encoding: string
}

/** So many bytes of text beyond ASCII tell a guess from another. */
const SAMPLE_BYTES = 32 * 1024

/**
 * Bytes → text: UTF-8 or UTF-16, else what the operator names, else what they can be in a site of this language. A problem
 * where they can be nothing of it: a wrong guess would change people's names for good.
 */
export async function decodeList(
  bytes: OpenBytes,
  { encoding, language }: { encoding?: string; language: string },
): Promise<DecodedList | Problem> {
  const start = await beginning(bytes())
  const marked = markedEncoding(start)
  const other = marked ? undefined : notAList(start)
  if (other) return other
  if (encoding !== undefined) return named(bytes, encoding)
  if (marked) return decoded(bytes, marked)
  if (await decodes(bytes(), 'utf-8')) return decoded(bytes, 'utf-8')
  for (const guess of likelyEncodings(language))
    if ((await decodes(bytes(), guess)) && isPlausible(await beyondAscii(bytes(), guess))) return decoded(bytes, guess)
  return unknownEncoding()
}

function named(bytes: OpenBytes, encoding: string): DecodedList | Problem {
  try {
    return decoded(bytes, new TextDecoder(encoding).encoding)
  } catch {
    const hint =
      'Write it as utf-8, windows-1252, iso-8859-2, shift_jis, gb18030, big5, koi8-r, macintosh and the like.'
    return failure('subscribers.encoding', `There is no encoding "${encoding}".`, { hint })
  }
}

function unknownEncoding(): Problem {
  const hint =
    'Save it as "CSV UTF-8", or say what it is: --encoding windows-1252, iso-8859-2, windows-1251, shift_jis, gb18030, big5, macintosh, ibm866.'
  return failure('subscribers.encoding', 'The list is no UTF-8, and what else it is cannot be told.', { hint })
}

function decoded(bytes: OpenBytes, encoding: string): DecodedList {
  return { encoding, open: () => textOf(bytes(), encoding) }
}

/** `stream` throughout: Node 20 decodes windows-1252 as Latin-1 without it. */
async function* textOf(bytes: AsyncIterable<Uint8Array>, encoding: string, fatal = false): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal })
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

async function decodes(bytes: AsyncIterable<Uint8Array>, encoding: string): Promise<boolean> {
  try {
    for await (const _ of textOf(bytes, encoding, true));
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** The lines that hold more than ASCII, decoded. */
async function beyondAscii(bytes: AsyncIterable<Uint8Array>, encoding: string): Promise<string> {
  let [sample, open] = ['', '']
  for await (const text of textOf(bytes, encoding)) {
    const lines = (open + text).split(/\r\n?|\n/)
    // The last one goes on in the next piece.
    open = lines.pop() ?? ''
    for (const line of lines) sample += withMore(line)
    if (sample.length > SAMPLE_BYTES) return sample.slice(0, SAMPLE_BYTES)
  }
  return sample + withMore(open)
}

function withMore(line: string): string {
  return /[^\p{ASCII}]/u.test(line) ? `${line}\n` : ''
}

const START_BYTES = 4096

async function beginning(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  let start = new Uint8Array(0)
  for await (const chunk of bytes) {
    start = Uint8Array.from([...start, ...chunk.subarray(0, START_BYTES)])
    if (start.length >= START_BYTES) return start.subarray(0, START_BYTES)
  }
  return start
}
