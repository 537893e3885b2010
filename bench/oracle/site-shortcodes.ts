import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { stubFor, writeStub } from './layouts.ts'
import { asksFor, faultsIn } from './template-faults.ts'

/** Each failed build names one fault, and all that share it give way; a site that fails so often is made for quite another Hugo. */
const MOST_FAILURES = 12

/** Of a site, by name: `note`, `cards/small`. */
export interface SiteTemplates {
  shortcodes: ReadonlyMap<string, string>
  partials: ReadonlyMap<string, string>
}

/** The shortcodes of a copied site: its own templates, where Hugo can run them here, and stubs in place of the others. */
export class SiteShortcodes {
  readonly #site: string
  readonly #templates: SiteTemplates
  readonly #texts: string[]
  readonly #stubs = new Set<string>()
  #failures = 0
  /** Partial templates that Hugo cannot run here. */
  readonly #emptied = new Set<string>()

  /** @param texts of the site's pages, which tell what is used and how */
  constructor(site: string, templates: SiteTemplates, texts: string[]) {
    this.#site = site
    this.#templates = templates
    this.#texts = texts
  }

  /** That are used and run. */
  get own(): string[] {
    const used = new Set(usedIn(this.#texts))
    return [...this.#templates.shortcodes.keys()].filter((name) => used.has(name) && !this.#stubs.has(name)).toSorted()
  }

  get stubs(): string[] {
    return [...this.#stubs].toSorted()
  }

  /** Stubs in the places of what is used and has no template. */
  async begin(): Promise<void> {
    await this.#stub(
      usedIn(this.#texts).filter((name) => !this.#templates.shortcodes.has(name) && stubFor(name, []) !== undefined),
    )
  }

  /**
   * Stubs in the places of those that Hugo's message names, of those that ask for what it says it does not know, and of those that ask for
   * a partial template of the kind; else of all. False where there is none left to replace.
   * @param message of a build that failed
   */
  async giveWay(message: string): Promise<boolean> {
    const left = this.#left
    if (left.length === 0) return false
    this.#failures += 1
    const { shortcodes, partials } = this.#faulty(message)
    const named = left.filter((name) => shortcodes.has(name))
    const fresh = [...partials].filter((name) => !this.#emptied.has(name))
    if (this.#failures > MOST_FAILURES || named.length + fresh.length === 0) await this.giveUp()
    else {
      for (const partial of fresh) await this.#empty(partial)
      await this.#stub(named)
    }
    return true
  }

  /** Stubs in the places of all. False where there is none left to replace. */
  async giveUp(): Promise<boolean> {
    const left = this.#left
    if (left.length === 0) return false
    // They are read even where nothing asks for them.
    for (const folder of ['layouts/partials', 'data', 'i18n', 'assets']) {
      await rm(join(this.#site, folder), { recursive: true, force: true })
    }
    await this.#stub(left)
    return true
  }

  get #left(): string[] {
    return [...this.#templates.shortcodes.keys()].filter((name) => !this.#stubs.has(name))
  }

  #faulty(message: string): { shortcodes: Set<string>; partials: Set<string> } {
    const found = faultsIn(message, [...this.#templates.shortcodes.keys()])
    const isFaulty = (text: string) => found.unknown.some((unknown) => asksFor(text, unknown))
    const partials = new Set([...found.partials, ...namesWhere(this.#templates.partials, isFaulty)])
    const asks = (text: string) => [...partials].some((partial) => text.includes(partial))
    // Grows until none is found that asks for one of them.
    for (let size = -1; size < partials.size; ) {
      size = partials.size
      for (const name of namesWhere(this.#templates.partials, asks)) partials.add(name)
    }
    const shortcodes = namesWhere(this.#templates.shortcodes, (text) => isFaulty(text) || asks(text))
    return { shortcodes: new Set([...found.shortcodes, ...shortcodes]), partials }
  }

  async #empty(partial: string): Promise<void> {
    this.#emptied.add(partial)
    await writeStub(join(this.#site, 'layouts/partials', `${partial}.html`), '')
  }

  async #stub(names: string[]): Promise<void> {
    for (const name of names) {
      const template = stubFor(name, this.#texts)
      const file = join(this.#site, 'layouts/shortcodes', `${name}.html`)
      await rm(file, { force: true })
      if (template !== undefined) await writeStub(file, template)
      this.#stubs.add(name)
    }
  }
}

function namesWhere(templates: ReadonlyMap<string, string>, holds: (text: string) => boolean): string[] {
  return [...templates].filter(([, text]) => holds(text)).map(([name]) => name)
}

const TAG = /\{\{[<%]\s*([\w][\w/.-]*)/g

function usedIn(texts: string[]): string[] {
  const names = texts.flatMap((text) => Array.from(text.matchAll(TAG), ([, name = '']) => name.replace(/\.html$/, '')))
  return [...new Set(names)]
}

/** Of a site's folder, such as `layouts/shortcodes`, by name. */
export async function templatesIn(dir: string): Promise<Map<string, string>> {
  const names = await readdir(dir, { recursive: true }).catch(() => [])
  const files = names.filter((name) => name.endsWith('.html'))
  const texts = await Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')))
  return new Map(files.map((file, i) => [file.replace(/\.html$/, ''), texts[i] ?? '']))
}
