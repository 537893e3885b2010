import { join } from 'node:path'
import { type AstroSite, astroSite } from '../../../posts/dialects/astro/astro-site.ts'
import { readFile, readNames } from '../../read-at-once.ts'

export interface FoundAstroSite {
  site: AstroSite
  /** From the site's folder. */
  files: string[]
  written: string
}

const CONFIG = /^astro\.config\.[cm]?[jt]s$/
const CONTENT_CONFIGS: [folder: string, name: RegExp][] = [
  ['', /^content\.config\.m?[jt]s$/],
  ['content', /^config\.m?[jt]s$/],
]

/** Undefined where no file tells that a folder is an Astro site. */
export async function readAstroSite(dir: string): Promise<FoundAstroSite | undefined> {
  const config = await named(dir, '', CONFIG)
  const written = config === undefined ? '' : await textOf(dir, config)
  const { srcDir } = astroSite(written, '')
  for (const [folder, name] of CONTENT_CONFIGS) {
    const content = await named(dir, [srcDir, folder].filter(Boolean).join('/'), name)
    if (content === undefined) continue
    const collections = await textOf(dir, content)
    const files = [config, content].filter((file) => file !== undefined)
    return { site: astroSite(written, collections), files, written: `${written}\n${collections}` }
  }
  return config === undefined ? undefined : { site: astroSite(written, ''), files: [config], written }
}

export function supposedAstroSite(): FoundAstroSite {
  return { site: astroSite('', ''), files: [], written: '' }
}

async function named(dir: string, folder: string, pattern: RegExp): Promise<string | undefined> {
  const names = await readNames(join(dir, folder)).catch(() => [])
  const name = names.find((each) => pattern.test(each))
  return name && [folder, name].filter(Boolean).join('/')
}

/** Empty where it cannot be read: then all is as Astro has it by default. */
export async function textOf(dir: string, file: string): Promise<string> {
  const text = await readFile(join(dir, file), 'utf8').catch(() => '')
  return text.slice(0, MOST)
}

const MOST = 200_000
