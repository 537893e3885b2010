import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { stubFor, writeStub } from './layouts.ts'

/** A site made for a much newer Hugo fails on with each of its templates. */
const MOST_FAILURES = 15

/** The shortcodes of a copied site: its own templates, where Hugo can run them here, and stubs in place of the others. */
export class SiteShortcodes {
  readonly #site: string
  /** By name. */
  readonly #templates: ReadonlyMap<string, string>
  readonly #texts: string[]
  readonly #stubs = new Set<string>()
  #failures = 0
  /** Partial templates that Hugo cannot run here. */
  readonly #emptied = new Set<string>()

  /** @param texts of the site's pages, which tell what is used and how */
  constructor(site: string, templates: ReadonlyMap<string, string>, texts: string[]) {
    this.#site = site
    this.#templates = templates
    this.#texts = texts
  }

  /** That are used and run. */
  get own(): string[] {
    const used = new Set(usedIn(this.#texts))
    return [...this.#templates.keys()].filter((name) => used.has(name) && !this.#stubs.has(name)).toSorted()
  }

  get stubs(): string[] {
    return [...this.#stubs].toSorted()
  }

  /** Stubs in the places of what is used and has no template. */
  async begin(): Promise<void> {
    await this.#stub(
      usedIn(this.#texts).filter((name) => !this.#templates.has(name) && stubFor(name, []) !== undefined),
    )
  }

  /**
   * Stubs in the places of those that Hugo's message names, and of those that ask for a partial template that it names; else of all. False where there is none left to replace.
   * @param message of a build that failed
   */
  async giveWay(message: string): Promise<boolean> {
    const left = [...this.#templates.keys()].filter((name) => !this.#stubs.has(name))
    if (left.length === 0) return false
    this.#failures += 1
    if (this.#failures > MOST_FAILURES) {
      await this.#withoutPartials()
      await this.#stub(left)
      return true
    }
    const partials = [...message.matchAll(/partials\/([\w./-]+?)\.html/g)].map(([, name = '']) => name)
    const fresh = partials.filter((partial) => !this.#emptied.has(partial))
    const named = left.filter((name) => isNamed(name, message) || partials.some((partial) => this.#asks(name, partial)))
    for (const partial of fresh) await this.#empty(partial)
    if (named.length + fresh.length === 0) await this.#withoutPartials()
    await this.#stub(named.length + fresh.length === 0 ? left : named)
    return true
  }

  async #empty(partial: string): Promise<void> {
    this.#emptied.add(partial)
    await writeStub(join(this.#site, 'layouts/partials', `${partial}.html`), '')
  }

  /** They are read even where nothing asks for them. */
  async #withoutPartials(): Promise<void> {
    for (const folder of ['layouts/partials', 'data', 'i18n', 'assets']) {
      await rm(join(this.#site, folder), { recursive: true, force: true })
    }
  }

  #asks(name: string, partial: string): boolean {
    return this.#templates.get(name)?.includes(partial) ?? false
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

/** `layouts/shortcodes/note.html`, `shortcode "note"`, `template: shortcodes/note.html:1:2`. */
function isNamed(name: string, message: string): boolean {
  return message.includes(`shortcodes/${name}.html`) || message.includes(`shortcode "${name}"`)
}

const TAG = /\{\{[<%]\s*([\w][\w/.-]*)/g

function usedIn(texts: string[]): string[] {
  const names = texts.flatMap((text) => Array.from(text.matchAll(TAG), ([, name = '']) => name.replace(/\.html$/, '')))
  return [...new Set(names)]
}

/** Of a site's folder `layouts/shortcodes`, by name. */
export async function templatesIn(dir: string): Promise<Map<string, string>> {
  const names = await readdir(dir, { recursive: true }).catch(() => [])
  const files = names.filter((name) => name.endsWith('.html'))
  const texts = await Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')))
  return new Map(files.map((file, i) => [file.replace(/\.html$/, ''), texts[i] ?? '']))
}
