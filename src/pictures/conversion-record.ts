import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hashInName, hashOf, holds, putIn } from './store-picture.ts'

/** Which kept picture was made of a file with these bytes, so that it need not be made again. */
export interface ConversionRecord {
  name: string
  /** Of its bytes, where it is named by something else. */
  hash?: string
  /** CSS pixels. */
  width: number
  height: number
  /** Of a formula within a line: how far it reaches below it. */
  depth?: number
}

/** Part of each record's name: raise it when convert.ts would make something else of the same bytes. */
const VERSION = 2

/** What was made of the bytes before, if that is still there and whole. */
export async function findConversion(dir: string, source: Uint8Array): Promise<ConversionRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(join(recordDir(dir), recordName(source)), 'utf8')) as ConversionRecord
    const isWhole = await holds(join(dir, record.name), record.hash ?? hashInName(record.name))
    return isWhole ? record : undefined
  } catch {
    return undefined
  }
}

export async function rememberConversion(dir: string, source: Uint8Array, record: ConversionRecord): Promise<void> {
  // A record that is there was found broken.
  await putIn(recordDir(dir), recordName(source), JSON.stringify(record))
}

/** A machine that was busy may have taken too long. */
const REFUSED_FOR_MS = 7 * 24 * 3_600_000

/** Why no picture was made of the bytes, which took long to find out. */
export async function findRefusal(dir: string, source: Uint8Array): Promise<string | undefined> {
  const path = join(recordDir(dir), refusalName(source))
  try {
    const { refused } = JSON.parse(await readFile(path, 'utf8')) as { refused: string }
    const { mtimeMs } = await stat(path)
    return Math.abs(Date.now() - mtimeMs) < REFUSED_FOR_MS ? refused : undefined
  } catch {
    return undefined
  }
}

export async function rememberRefusal(dir: string, source: Uint8Array, refused: string): Promise<void> {
  await putIn(recordDir(dir), refusalName(source), JSON.stringify({ refused }))
}

function refusalName(source: Uint8Array): string {
  return `${hashOf(source)}.v${VERSION}.refused.json`
}

function recordDir(dir: string): string {
  return join(dir, 'made-from')
}

function recordName(source: Uint8Array): string {
  return `${hashOf(source)}.v${VERSION}.json`
}
