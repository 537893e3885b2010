import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ConvertedPicture } from './convert.ts'

const EXTENSION: Record<ConvertedPicture['type'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
}

/**
 * Writes a picture below a folder under the hash of its bytes, so that a mail's picture never changes. One that is there
 * is left alone. Throws what the file system throws.
 */
export async function keepPicture(
  dir: string,
  bytes: Uint8Array,
  type: ConvertedPicture['type'],
): Promise<{ hash: string; name: string }> {
  const hash = hashOf(bytes)
  const name = `${hash}.${EXTENSION[type]}`
  await writeWhole(dir, name, bytes)
  return { hash, name }
}

/** 32 hex digits of SHA-256: enough to set apart, short enough for a URL. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}

/** `own`: its folder and it are for its owner alone. `public`: for whoever serves the folder that is published. */
export type Readers = 'own' | 'public'

/** Puts a file in place whole or not at all, unless it is there already. */
export async function writeWhole(
  dir: string,
  name: string,
  content: Uint8Array | string,
  readers: Readers = 'own',
): Promise<void> {
  const target = join(dir, name)
  if (await exists(target)) return
  await mkdir(dirname(dir), { recursive: true })
  await mkdir(dir, { recursive: true, ...(readers === 'own' && { mode: 0o700 }) })
  const temporary = `${target}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, content, readers === 'own' ? { mode: 0o600 } : {})
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
