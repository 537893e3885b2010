import { open, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import type { BuiltDocument } from '../feeds/built-document.ts'

/**
 * Reads a file of the output, unless it is still as it was when it had this stamp. Each file is put in its place whole
 * (put-in-place.ts), so that none is ever seen half.
 */
export async function readBuilt(path: string, stamp?: string): Promise<BuiltDocument | 'unchanged' | undefined> {
  const stamps = await Promise.all([path, `${path}.gz`, `${path}.br`].map(stampOf))
  const now = stamps.join(' ')
  if (now === stamp) return 'unchanged'
  const file = await readWhole(path)
  if (!file) return undefined
  const { bytes, modifiedAt } = file
  const [gzip, br] = await Promise.all([
    neighbour(`${path}.gz`, bytes, promisify(gunzip)),
    neighbour(`${path}.br`, bytes, promisify(brotliDecompress)),
  ])
  return { stamp: now, bytes, modifiedAt, ...(gzip && { gzip }), ...(br && { br }) }
}

/** A file that was replaced has another inode, even where its size and time are the same. */
async function stampOf(path: string): Promise<string> {
  const { ino, size, mtimeMs } = (await stat(path).catch(ignoreMissing)) ?? { ino: 0, size: 0, mtimeMs: 0 }
  return `${ino}-${size}-${mtimeMs}`
}

/** Bytes and time of one and the same file, whatever is put in its place meanwhile. */
async function readWhole(path: string): Promise<{ bytes: Buffer; modifiedAt: number } | undefined> {
  const file = await open(path).catch(ignoreMissing)
  if (!file) return undefined
  try {
    const stats = await file.stat()
    if (!stats.isFile()) return undefined
    return { bytes: await file.readFile(), modifiedAt: stats.mtimeMs }
  } finally {
    await file.close()
  }
}

type Expand = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

async function neighbour(path: string, bytes: Buffer, expand: Expand): Promise<Buffer | undefined> {
  const packed = (await readWhole(path))?.bytes
  if (!packed) return undefined
  const expanded = await expand(packed, { maxOutputLength: bytes.length + 1 }).catch(() => undefined)
  return expanded?.equals(bytes) ? packed : undefined
}

/** Also what no file can be called: whoever asks for it chose the name. */
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL', 'EILSEQ'])

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (NOT_THERE.has(error.code ?? '')) return undefined
  throw error
}
