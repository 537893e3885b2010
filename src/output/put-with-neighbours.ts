import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib'
import { putAllInPlace } from './put-in-place.ts'

/** Of what is compressed, in one piece: each piece of the 16 KB that Node takes by itself is a trip to another thread and back. */
const LEAST_CHUNK = 64

/** Compressed once, when it is written, for servers that hand out such files as they are (nginx: gzip_static). */
export const NEIGHBOURS: {
  ending: string
  compress(bytes: Buffer): Promise<Buffer>
  expand(bytes: Buffer): Promise<Buffer>
}[] = [
  {
    ending: '.br',
    // 7 of 11: 9 takes three and a half times as long for a feed, and makes it smaller by a thousandth.
    compress: (bytes) =>
      promisify(brotliCompress)(bytes, {
        chunkSize: bytes.length + LEAST_CHUNK,
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 7,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          // No larger a memory than the text: setting up one of 4 MB takes longer than packing most feeds.
          [constants.BROTLI_PARAM_LGWIN]: windowFor(bytes.length),
        },
      }),
    expand: promisify(brotliDecompress),
  },
  // 6 of 9: on feeds, the last three levels double the time for a hundredth of the size.
  {
    ending: '.gz',
    compress: (bytes) => promisify(gzip)(bytes, { level: 6, chunkSize: bytes.length + LEAST_CHUNK }),
    expand: promisify(gunzip),
  },
]

/** As many bits as the length has, within what Brotli takes (RFC 7932 §9.1). */
function windowFor(length: number): number {
  return Math.min(22, Math.max(16, Math.ceil(Math.log2(length + 16))))
}

/**
 * Puts a text file in its place with `.br` and `.gz` beside it, compressed before the first of them is replaced, so that the three
 * change together. One that already says the same is left alone, whatever version of zlib made it.
 * @throws BroadsheetError `output.full` or `output.unwritable`
 */
export async function putWithNeighbours(path: string, content: string): Promise<'written' | 'unchanged'> {
  const bytes = Buffer.from(content)
  const itself = { path, bytes }
  const stale = await Promise.all(
    NEIGHBOURS.map(async ({ ending, compress, expand }) => {
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
