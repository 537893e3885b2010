import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eleventySite } from '../../../posts/dialects/eleventy/eleventy-config.ts'
import type { EleventySite } from '../../../posts/dialects/eleventy/eleventy-site.ts'
import { readNames } from '../../read-at-once.ts'

export interface FoundEleventySite {
  site: EleventySite
  /** By which it was known, below its folder. */
  file: string
  /** All that it says, as one text. */
  written: string
}

/** Eleventy takes the first that is there. */
const CONFIG = /^(?:\.eleventy\.js|eleventy\.config\.[cm]?[jt]s)$/
const PACKAGE = '@11ty/eleventy'

/** An Eleventy site's configuration, of which nothing is run; without one it is a site where package.json asks for Eleventy. */
export async function readEleventySite(dir: string): Promise<FoundEleventySite | undefined> {
  const names: string[] = await readNames(dir).catch(() => [])
  const name = names.filter((each) => CONFIG.test(each)).sort()[0]
  const packages = names.includes('package.json') ? packagesIn(await textOf(join(dir, 'package.json'))) : []
  if (name === undefined && !packages.includes(PACKAGE)) return undefined
  const script = name === undefined ? '' : await textOf(join(dir, name))
  return {
    site: eleventySite(script, packages),
    file: name ?? 'package.json',
    written: JSON.stringify([script, packages.filter((each) => each.startsWith('markdown-it'))]),
  }
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}

function packagesIn(text: string): string[] {
  try {
    const { dependencies, devDependencies } = JSON.parse(text)
    return Object.keys({ ...dependencies, ...devDependencies })
  } catch {
    return []
  }
}
