import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib'
import { putAllInPlace } from './put-in-place.ts'

/** Compressed once, when it is written, for servers that hand out such files as they are (nginx: gzip_static). */
export const PRECOMPRESSED: {
  ending: string
  compress(bytes: Buffer): Promise<Buffer>
  expand(bytes: Buffer): Promise<Buffer>
}[] = [
  {
    ending: '.br',
    // 5 of 11: 7 takes a third longer for a feed, and makes it smaller by a fiftieth; 9 five times as long for hardly more.
    compress: (bytes) =>
      promisify(brotliCompress)(bytes, {
        chunkSize: roomFor(bytes),
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 5,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          // No larger a memory than the text: setting up one of 4 MB takes longer than packing most feeds.
          [constants.BROTLI_PARAM_LGWIN]: windowFor(bytes.length),
        },
      }),
    expand: promisify(brotliDecompress),
  },
  // 6 of 9: on feeds, the last three levels double the time for a hundredth of the size. With all the memory that it can use it is a
  // tenth faster.
  {
    ending: '.gz',
    compress: (bytes) => promisify(gzip)(bytes, { level: 6, memLevel: 9, chunkSize: roomFor(bytes) }),
    expand: promisify(gunzip),
  },
]

/** For all of it in one piece, of 64 bytes at least: each of Node's own, of 16 KB, is a trip to another thread and back. */
function roomFor(bytes: Buffer): number {
  return bytes.length + 64
}

/** As many bits as the length has, within what Brotli takes (RFC 7932 §9.1). */
function windowFor(length: number): number {
  return Math.min(22, Math.max(16, Math.ceil(Math.log2(length + 16))))
}

/**
 * Puts a text file in its place with `.br` and `.gz` beside it, compressed before the first of them is replaced, so that the three
 * change together. One that already says the same is left alone, whatever version of zlib made it.
 * @throws BroadsheetError `output.full` or `output.unwritable`
 */
export async function putPrecompressed(path: string, content: string): Promise<'written' | 'unchanged'> {
  const bytes = Buffer.from(content)
  const itself = { path, bytes }
  const stale = await Promise.all(
    PRECOMPRESSED.map(async ({ ending, compress, expand }) => {
      const isFresh = await says(path + ending, bytes, expand)
      return isFresh ? [] : [{ path: path + ending, bytes: await compress(bytes) }]
    }),
  )
  const written = await putAllInPlace(dirname(path), [itself, ...stale.flat()])
  return written.includes(itself) ? 'written' : 'unchanged'
}

/** Missing, cut short or about something else: it is made anew. */
async function says(path: string, bytes: Buffer, expand: (bytes: Buffer) => Promise<Buffer>): Promise<boolean> {
  if (!existsSync(path)) return false
  try {
    return (await expand(await readFile(path))).equals(bytes)
  } catch {
    return false
  }
}
