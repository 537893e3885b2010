import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type DrawnFormula, drawFormulas } from '../bodies/draw-formulas.ts'
import { type FormulaPicture, formulaKey } from '../bodies/formulas.ts'
import type { Problem } from '../config/problem.ts'
import type { Formula } from '../posts/formula.ts'
import { type ConversionRecord, findConversion, rememberConversion } from './conversion-record.ts'
import { hashOf, unwritablePicture, writeWhole } from './store-picture.ts'

export interface FormulaPictures {
  /** By formulaKey; a formula that cannot be drawn is not among them. */
  pictures: Map<string, FormulaPicture>
  problems: Problem[]
}

/** Part of each picture's name: raise it when a formula would be drawn otherwise. */
const VERSION = 1
const DENSITY = 2
const SVG_DPI = 72
/** Wider than any column; a formula of a thousand terms is no picture. */
const MOST_PIXELS = 8_000_000

/**
 * Draws a post's formulas as PNG and keeps them in `dir`, which is served below `baseUrl` as `pictures/HASH.png`. A picture is
 * named by what it is drawn of, so that no newer program changes an address that a feed gave before; what was drawn once is
 * found again without drawing.
 */
export async function makeFormulaPictures(wanted: Formula[], dir: string, baseUrl: string): Promise<FormulaPictures> {
  const formulas = wanted.map((formula, i, all) => ({ formula, source: recipe(formula, all.slice(0, i)) }))
  const known = await Promise.all(formulas.map(({ source }) => findConversion(dir, source)))
  const drawn = known.every(Boolean) ? [] : await drawFormulas(formulas.map(({ formula }) => formula))
  const made: FormulaPictures = { pictures: new Map(), problems: [] }
  for (const [i, { formula, source }] of formulas.entries()) {
    const result = known[i] ?? (await keepDrawn(drawn[i], source, dir))
    if (result && 'severity' in result) made.problems.push(result)
    else if (result) made.pictures.set(formulaKey(formula), pictureOf(result, baseUrl))
  }
  return made
}

/** The same, for feeds: the pictures are kept in `dir` and put into the folder that is published at `baseUrl`. */
export async function publishFormulaPictures(
  wanted: Formula[],
  dir: string,
  published: { dir: string; baseUrl: string },
): Promise<FormulaPictures> {
  const made = await makeFormulaPictures(wanted, dir, published.baseUrl)
  const target = join(published.dir, 'pictures')
  for (const { url } of made.pictures.values()) {
    const name = url.slice(url.lastIndexOf('/') + 1)
    try {
      await writeWhole(target, name, await readFile(join(dir, name)), 'public')
    } catch (error) {
      return { ...made, problems: [...made.problems, unwritablePicture("a formula's picture", target, error)] }
    }
  }
  return made
}

/** All that a formula looks by: what earlier ones of the post define, too. */
function recipe({ source, isBlock }: Formula, earlier: Formula[]): Uint8Array {
  const definitions = earlier.map((formula) => formula.source).filter((tex) => DEFINES.test(tex))
  return Buffer.from(JSON.stringify({ VERSION, isBlock, source, definitions }))
}

const DEFINES = /\\(?:(?:re|provide)?newcommand|(?:re)?newenvironment|def|let|DeclareMathOperator)\b/

async function keepDrawn(
  drawn: DrawnFormula | undefined,
  source: Uint8Array,
  dir: string,
): Promise<ConversionRecord | Problem | undefined> {
  if (!drawn || 'fault' in drawn || drawn.width * drawn.height > MOST_PIXELS) return undefined
  const { svg, width, height, depth } = drawn
  const name = `${hashOf(source)}.png`
  try {
    const png = await pngOf(svg)
    await writeWhole(dir, name, png)
    const record = { name, hash: hashOf(png), width, height, depth }
    await rememberConversion(dir, source, record)
    return record
  } catch (error) {
    return unwritablePicture("a formula's picture", dir, error)
  }
}

function pngOf(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: SVG_DPI * DENSITY })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer()
}

function pictureOf({ name, width, height, depth = 0 }: ConversionRecord, baseUrl: string): FormulaPicture {
  return { url: `${baseUrl}pictures/${name}`, width, height, depth }
}
