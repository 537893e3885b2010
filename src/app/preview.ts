import { join, resolve } from 'node:path'
import { type Actions, bindActions } from '../actions/actions.ts'
import type { EditionPreview, PreviewRequest } from '../actions/editions/preview-edition.ts'
import { cadencesOf, newsletterNamed } from '../actions/newsletter-named.ts'
import { addressGiven } from '../actions/subscribers/address-given.ts'
import type { Config } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import { readStored } from '../pictures/store-picture.ts'
import { findSite } from '../sources/find-site.ts'
import { FolderWatch } from '../sources/watch-folders.ts'
import type { Store } from '../store/open-store.ts'
import { listen } from '../web/listen.ts'
import { previewWeb } from '../web/preview/preview-route.tsx'
import { freshHandle } from './fresh-handle.ts'
import { openDatabase, publicationPorts, renderInto } from './publication-ports.ts'
import { haveSameFiles, readSettings, type TakenSettings } from './taken-settings.ts'
import { over } from './thread.ts'

export interface PreviewOptions {
  /** What is looked at first: it must be there. */
  newsletter?: string
  as?: string
  /** Undefined: one that is free. */
  port?: number
  env: Environment
  /** Aborts when the process is told to end. */
  interrupted: AbortSignal
  /** Told the address of the page once it answers. */
  onOpen(url: string): void
  /** What nobody foresaw. */
  onError(description: string): void
}

/** Nobody but this machine reaches it. */
const HOST = '127.0.0.1'

/** Shows what a send would make now, until the process is told to end. */
export async function preview(configFile: string, options: PreviewOptions): Promise<void> {
  const taken = await readSettings(resolve(configFile), options.env)
  newsletterNamed(taken.config, options.newsletter ?? firstOf(taken.config))
  if (options.as !== undefined) addressGiven(options.as)
  const store = await openDatabase(taken.config)
  try {
    await new Previewing(store, options, taken).run()
  } finally {
    await store.close()
  }
}

/** What was found holds for the parts of a page, which a browser asks for at once. */
const HOLDS_MS = 30_000
const MOST_FOUND = 8

interface Found {
  at: number
  preview: Promise<EditionPreview>
}

class Previewing {
  readonly #store: Store
  readonly #options: PreviewOptions
  readonly #listeners = new Set<() => void>()
  readonly #found = new Map<string, Found>()
  readonly #began = freshHandle()
  #taken: TakenSettings
  #bound: { to: TakenSettings; actions: Actions } | undefined
  #folders: string[] = []
  /** Why the settings as they are now cannot be taken. */
  #refused: BroadsheetError | undefined
  #changes = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(store: Store, options: PreviewOptions, taken: TakenSettings) {
    this.#store = store
    this.#options = options
    this.#taken = taken
  }

  async run(): Promise<void> {
    const { port = 0, interrupted, onOpen, onError } = this.#options
    this.#folders = await watchedFolders(this.#taken.config)
    const watch = new FolderWatch({
      folders: () => this.#folders,
      without: () => foldersLeftAlone(this.#taken.config),
      changed: () => void this.#take().catch((error) => onError(String(error))),
    })
    try {
      const server = await listen({ host: HOST, port }, { pages: this.#pages() }, OTHER_PORT)
      onOpen(`http://${HOST}:${server.port}/`)
      await over(interrupted)
      await server.close()
    } finally {
      watch.close()
      await this.#last
    }
  }

  #pages() {
    const { interrupted, onError } = this.#options
    return previewWeb({
      site: () => siteOf(this.#taken.config),
      picturesUrl: () => `${this.#taken.config.web.url}pictures/`,
      picture: (name) => readStored(previewPictures(this.#taken.config), name),
      preview: (request, anew) => this.#preview(request, anew),
      version: () => `${this.#began}.${this.#changes}`,
      onChange: (changed) => {
        this.#listeners.add(changed)
        return () => this.#listeners.delete(changed)
      },
      ended: interrupted,
      onError,
    })
  }

  /** Something changed, settings perhaps. Those that cannot be read are told of, and the page comes back when they can. */
  async #take(): Promise<void> {
    try {
      const next = await readSettings(this.#taken.config.file, this.#options.env)
      if (next.config.database.url !== this.#taken.config.database.url) throw new BroadsheetError(OTHER_DATABASE)
      if (!haveSameFiles(this.#taken, next)) this.#taken = next
      this.#refused = undefined
      this.#folders = await watchedFolders(next.config)
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
      this.#refused = error
    } finally {
      this.#changes++
      this.#found.clear()
      for (const changed of this.#listeners) changed()
    }
  }

  #preview(asked: PreviewRequest, anew: boolean): Promise<EditionPreview> {
    if (this.#refused) return Promise.reject(this.#refused)
    const { newsletter = firstOf(this.#taken.config), cadence, posts, as } = asked
    const key = JSON.stringify([newsletter, cadence, posts, as])
    const known = this.#found.get(key)
    if (known && !anew && Date.now() - known.at < HOLDS_MS) return known.preview
    const preview = this.#inTurn(() => this.#look({ newsletter, cadence, posts, as }))
    if (this.#found.size >= MOST_FOUND) this.#found.clear()
    this.#found.set(key, { at: Date.now(), preview })
    return preview
  }

  /** One after another: each takes what memory a send takes. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => {})
    return result
  }

  /** Bound once for each state of the settings: with it the cache is opened. */
  #look(request: PreviewRequest): Promise<EditionPreview> {
    if (this.#bound?.to !== this.#taken) this.#bound = { to: this.#taken, actions: this.#bind(this.#taken) }
    return this.#bound.actions.preview(request)
  }

  #bind({ config, templates }: TakenSettings): Actions {
    const ports = publicationPorts(config, this.#store, templates)
    return bindActions({ ...ports, ...renderInto(config, previewPictures(config)) })
  }
}

/** Apart from those of sent mails, and gone with the cache: a draft's picture is nothing to keep. */
function previewPictures({ database }: Config): string {
  return join(database.dataDir, 'cache', 'preview')
}

/** The page shows one, and leads to the others. */
function firstOf({ newsletters: [first] }: Config): string | undefined {
  return first?.id
}

function siteOf({ site, newsletters }: Config) {
  return {
    title: site.title,
    url: site.url,
    newsletters: newsletters.map((newsletter) => ({
      id: newsletter.id,
      title: newsletter.title,
      cadences: cadencesOf(newsletter),
    })),
  }
}

/** The site's folder and that of broadsheet.toml; of a site that cannot be found, its content. */
async function watchedFolders(config: Config): Promise<string[]> {
  const root = await findSite(config).then(
    (found) => found.root,
    () => config.content.source,
  )
  return [...new Set([config.dir, root, config.content.source])]
}

/** What is written here by Broadsheet itself. */
function foldersLeftAlone({ database, output, smtp }: Config): string[] {
  return [database.dataDir, output.dir, ...smtp.flatMap(({ mailboxDir }) => mailboxDir ?? [])]
}

const OTHER_PORT = 'Leave --port out, and a free one is taken.'
const OTHER_DATABASE = failure('config.restart', 'database.url was changed.', {
  hint: 'Start the preview again: it goes on with the database that it began with.',
})
