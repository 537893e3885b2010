import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exists, hashOf, isKept, putWhole } from './store-picture.ts'

/** Which kept picture was made of a file with these bytes, so that it need not be made again. */
export interface ConversionRecord {
  name: string
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
    // A formula's picture is named by what it was drawn of.
    const isThere = record.depth === undefined ? isKept(dir, record.name) : exists(join(dir, record.name))
    return (await isThere) ? record : undefined
  } catch {
    return undefined
  }
}

export async function rememberConversion(dir: string, source: Uint8Array, record: ConversionRecord): Promise<void> {
  // A record that is there was found broken.
  await putWhole(recordDir(dir), recordName(source), JSON.stringify(record))
}

function recordDir(dir: string): string {
  return join(dir, 'made-from')
}

function recordName(source: Uint8Array): string {
  return `${hashOf(source)}.v${VERSION}.json`
}
