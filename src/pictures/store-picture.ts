import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failure, type Problem } from '../config/problem.ts'
import { putWhole } from '../files/put-whole.ts'
import type { ConvertedPicture } from './convert.ts'

const EXTENSION: Record<ConvertedPicture['type'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
}

/**
 * Writes a picture below a folder under the hash of its bytes, so that a mail's picture never changes. One that is there
 * is left alone, unless its bytes are no longer those. Throws what the file system throws.
 */
export async function storePicture(
  dir: string,
  bytes: Uint8Array,
  type: ConvertedPicture['type'],
): Promise<{ hash: string; name: string }> {
  const hash = hashOf(bytes)
  const name = `${hash}.${EXTENSION[type]}`
  if (!(await isStored(dir, name))) await putIn(dir, name, bytes)
  return { hash, name }
}

/** Whether a kept picture is there with the bytes that its name says: a disk that was full, or a copy, may have cut it. */
export async function isStored(dir: string, name: string): Promise<boolean> {
  return holds(join(dir, name), hashInName(name))
}

export function hashInName(name: string): string {
  return name.split('.')[0] ?? ''
}

/** Whether a file is there with the bytes of this hash. */
export async function holds(path: string, hash: string): Promise<boolean> {
  const bytes = await readFile(path).catch(() => undefined)
  return bytes !== undefined && hashOf(bytes) === hash
}

/** The bytes of a kept picture; undefined where there is none of that name. */
export async function readStored(dir: string, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(join(dir, name)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** 32 hex digits of SHA-256: enough to set apart, short enough for a URL. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}

/** `own`: its folder and it are for its owner alone. `public`: for whoever serves the folder that is published. */
export type Readers = 'own' | 'public'

/** Puts a file in place whole or not at all, unless it is there already with these bytes. */
export async function writeWhole(
  dir: string,
  name: string,
  content: Uint8Array,
  readers: Readers = 'own',
): Promise<void> {
  if (!(await holds(join(dir, name), hashOf(content)))) await putIn(dir, name, content, readers)
}

/** Flushed: a name that survives a power cut without its bytes would be taken for the picture. */
export async function putIn(
  dir: string,
  name: string,
  content: Uint8Array | string,
  readers: Readers = 'own',
): Promise<void> {
  await mkdir(dirname(dir), { recursive: true })
  await mkdir(dir, { recursive: true, ...(readers === 'own' && { mode: 0o700 }) })
  await putWhole(join(dir, name), content, readers === 'own' ? { mode: 0o600 } : {})
}

/** @param what `a converted picture` */
export function unwritablePicture(what: string, dir: string, error: unknown): Problem {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown error'
  const hint = 'Make room on the disk, or let Broadsheet write the folder.'
  return failure('picture.unwritable', `${what} cannot be written (${reason}).`, { hint, file: dir })
}
