import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { LightPictures, PictureWeight } from '../editions/picture-weight.ts'
import { findConversion, rememberConversion } from './conversion-record.ts'
import { lighterPicture, stepsOf } from './lighter-picture.ts'
import { storePicture } from './store-picture.ts'

/** Smaller ones are left as they are: what they could save is not worth how they would look. */
const SMALL = 20_000
/** Part of each record's name: raise it when a step would make something else. */
const VERSION = 1

interface Weighed {
  name: string
  /** What stands for it now. */
  shown: string
  bytes: number
  step: number
}

/**
 * Weighs the pictures that mails show, by their names in `dir`, and makes them smaller where those of one mail are more than `most`
 * together: the heaviest first, step by step. What was made once is found again.
 */
export async function lightPictures(dir: string, mails: string[][], most: number): Promise<LightPictures> {
  const pictures = new Map<string, Weighed>()
  for (const name of new Set(mails.flat())) {
    const bytes = await sizeOf(dir, name)
    if (bytes !== undefined) pictures.set(name, { name, shown: name, bytes, step: 0 })
  }
  const ofMails = mails.map((names) => [...new Set(names)].flatMap((name) => pictures.get(name) ?? []))
  for (const own of ofMails) await makeLighter(dir, own, most)
  return {
    mails: await Promise.all(ofMails.map((own) => weightOf(dir, own, most))),
    replaced: new Map(
      [...pictures.values()].flatMap(({ name, shown }) => (shown === name ? [] : [[name, shown] as const])),
    ),
  }
}

async function makeLighter(dir: string, pictures: Weighed[], most: number): Promise<void> {
  while (sumOf(pictures) > most) {
    const heaviest = pictures.filter(mayLose).sort((a, b) => b.bytes - a.bytes)[0]
    if (!heaviest) return
    heaviest.step++
    const lighter = await madeLighter(dir, heaviest.name, heaviest.step)
    if (lighter && lighter.bytes < heaviest.bytes) Object.assign(heaviest, lighter)
  }
}

async function weightOf(dir: string, pictures: Weighed[], most: number): Promise<PictureWeight> {
  const bytes = sumOf(pictures)
  const heavy = bytes > most ? pictures.toSorted((a, b) => b.bytes - a.bytes).slice(0, MOST_NAMED) : []
  const named = heavy.map(async (each) => ({ name: each.name, bytes: each.bytes, moves: await moves(dir, each.name) }))
  return { bytes, heavy: await Promise.all(named) }
}

const MOST_NAMED = 3

function sumOf(pictures: Weighed[]): number {
  return pictures.reduce((sum, { bytes }) => sum + bytes, 0)
}

function mayLose({ name, bytes, step }: Weighed): boolean {
  return bytes > SMALL && step < stepsOf(name)
}

async function sizeOf(dir: string, name: string): Promise<number | undefined> {
  return (await stat(join(dir, name)).catch(() => undefined))?.size
}

/** Undefined where it cannot be made or kept: then it stays as it is. */
async function madeLighter(
  dir: string,
  name: string,
  step: number,
): Promise<Pick<Weighed, 'shown' | 'bytes'> | undefined> {
  const recipe = Buffer.from(`lighter ${VERSION} ${step} ${name}`)
  try {
    const known = await findConversion(dir, recipe)
    const shown = known?.name ?? (await keepLighter(dir, name, step, recipe))
    const bytes = await sizeOf(dir, shown)
    return bytes === undefined ? undefined : { shown, bytes }
  } catch {
    return undefined
  }
}

async function keepLighter(dir: string, name: string, step: number, recipe: Uint8Array): Promise<string> {
  const { bytes, type } = await lighterPicture(await readFile(join(dir, name)), name, step)
  const { name: lighter } = await storePicture(dir, bytes, type)
  const { width = 0, height = 0 } = await sharp(bytes).metadata()
  await rememberConversion(dir, recipe, { name: lighter, width, height })
  return lighter
}

async function moves(dir: string, name: string): Promise<boolean> {
  if (!name.endsWith('.gif')) return false
  const { pages = 1 } = await sharp(join(dir, name))
    .metadata()
    .catch(() => ({ pages: 1 }))
  return pages > 1
}
