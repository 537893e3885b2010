import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import { type Actions, bindActions } from '../../src/actions/actions.ts'
import { deliverOnce, type HoldPorts } from '../../src/actions/delivery/hold-delivery.ts'
import { preflight } from '../../src/actions/editions/preflight.ts'
import { tellHeld } from '../../src/actions/editions/tell-held.ts'
import { outboxMail } from '../../src/actions/outbox-mail.ts'
import { recordScan } from '../../src/actions/record-scan.ts'
import { scanSite } from '../../src/actions/scan-site.ts'
import { loadConfig, mailTemplates, publicationPorts } from '../../src/app/publication-ports.ts'
import { cachePlace, lazyCache, siteCache } from '../../src/app/site-cache.ts'
import type { Config } from '../../src/config/config.ts'
import { mayPass } from '../../src/config/may-pass.ts'
import { sendingSettings, settingsHash } from '../../src/config/sending-settings.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { readTemplates } from '../../src/sources/template-files.ts'
import { LeaseLost } from '../../src/store/leases.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { newHandle } from '../../src/subscribers/token.ts'
import type { Seeded } from '../seeded.ts'
import { Life, mortal } from './life.ts'
import type { World } from './world.ts'

/** One run of the program in a year: its actions and its store are the real ones, and all that is around them is simulated. */
export class Program {
  readonly life: Life
  readonly config: Config
  readonly actions: Actions
  readonly store: Store
  readonly #world: World
  readonly #random: Seeded
  readonly #realStore: Store
  readonly #ports: ReturnType<typeof publicationPorts>
  #troubles: string[] = []
  #templates: { texts: Map<string, string>; change: number } | undefined
  #holdsDelivery = false

  private constructor(world: World, config: Config, store: Store, random: Seeded) {
    this.life = new Life()
    this.config = config
    this.#world = world
    this.#random = random
    this.#realStore = store
    this.store = mortalStore(observedStore(store, world.history), this.life)
    this.#ports = this.#simulatedPorts()
    this.actions = bindActions(this.#ports)
  }

  /** With the configuration as it is now. @throws BroadsheetError where that or the database is not to be used */
  static async open(world: World, random: Seeded): Promise<Program> {
    const config = await loadConfig(join(world.site.dir, 'broadsheet.toml'), {})
    const newId = () => newHandle(bytesOf(random))
    const store = await openStore({ url: config.database.url, now: world.clock.now(), newId, isFlushed: false })
    return new Program(world, config, store, random)
  }

  /** Scans the site, writes feeds, makes the editions that are due. */
  tick() {
    return this.#world.clock.run(() => this.actions.tick())
  }

  /** Does something that an operator or a reader asks for. */
  do<T>(work: (actions: Actions) => Promise<T>): Promise<T> {
    return this.#world.clock.run(() => work(this.actions))
  }

  /** Sends what is due, and ends. Whoever delivers already sees at a glance where nothing is on its way. */
  async deliver(signal: AbortSignal = new AbortController().signal): Promise<{ troubles: string[] }> {
    this.#troubles = []
    if (this.#holdsDelivery && !(await this.#isAnythingOnItsWay())) return { troubles: [] }
    await this.#world.clock.run(() => deliverOnce(this.#deliveryPorts(), signal))
    this.#holdsDelivery = true
    return { troubles: this.#troubles }
  }

  /** After a kill, too: what it had open is closed, and nothing more is written. */
  async close(): Promise<void> {
    this.life.end()
    await this.#realStore.close()
  }

  #simulatedPorts(): ReturnType<typeof publicationPorts> {
    const { clock, disk, network } = this.#world
    const real = publicationPorts(this.config, this.store)
    const cache = siteCache(lazyCache(cachePlace(this.config))())
    const { adoptedIds } = real
    const scan = async () => {
      this.life.step()
      const site = (at: Parameters<typeof openSite>[1]) => openSite(this.config, at, cache)
      const scanned = await scanSite({
        config: this.config,
        ...this.store,
        adoptedIds,
        openSite: site,
        clock: () => clock.now(),
      })
      const seen = await recordScan({ config: this.config, ...this.store }, scanned)
      this.#world.history.scanned(seen)
      return seen
    }
    return {
      ...real,
      scan,
      // All pages of the archive are made anew at each build: a year looks at them when it is over.
      archivePages: async () => [],
      putInPlace: async (dir, path, content) => {
        this.life.step()
        const put = await disk.put(dir, path, content)
        this.life.step()
        return put
      },
      builtFile: async (dir, path) => disk.read(join(dir, path)),
      fileStamp: (file) => disk.stamp(file) ?? real.fileStamp(file),
      preflight: (draft) =>
        preflight(
          {
            config: this.config,
            editions: this.store.editions,
            planned: this.store.planned,
            probe: async () => ({ answer: network.answerOfWeb }),
            away: network.away,
          },
          draft,
        ),
      templates: async () => mailTemplates(await this.#takenTemplates()),
      styles: async () => {
        const texts = await this.#takenTemplates()
        return { page: texts.get('page.css') ?? '', feed: texts.get('feed.css') ?? '' }
      },
      dkimKeys: async () => [],
      sendDirectly: (mails) => Promise.all(mails.map((mail) => this.#connect().send(mail))),
      tellOperator: (notice) => this.#tell(notice),
      newHandle: () => newHandle(bytesOf(this.#random)),
      jitter: () => this.#random.next(),
      clock: () => clock.now(),
      sleep: (milliseconds, signal) => this.#sleep(milliseconds, signal),
    }
  }

  #deliveryPorts(): HoldPorts {
    return {
      ...this.store,
      config: this.config,
      mailServers: this.config.smtp.map((config) => ({ config, connect: () => this.#connect(config.name) })),
      dkim: [],
      storedPicture: async () => undefined,
      compose: (mail) =>
        outboxMail({ ...this.store, config: this.config, welcomeNote: async () => undefined }, mail, []),
      holder: newHandle(bytesOf(this.#random)),
      // Whether it was killed shows when its lease runs out.
      holderNamed: async (id) => ({ name: id, isGone: undefined }),
      identity: { pid: 1, started: '', host: 'simulated', boot: '' },
      isGone: () => undefined,
      onWait: () => {},
      onNews: () => {},
      isConfigCurrent: () => this.#isConfigCurrent(),
      away: () => this.#world.network.away(),
      tellHeld: async () => {
        await tellHeld({
          ...this.store,
          config: this.config,
          tellOperator: (notice) => this.#tell(notice),
          clock: () => this.#world.clock.now(),
        })
      },
      onUnforeseen: (error) => this.#world.noteUnforeseen('delivery', error),
      isPassing: mayPass,
      isLeaseLost: (error) => error instanceof LeaseLost,
      onTrouble: (sentence, isGrave) => {
        this.#troubles.push(sentence)
        if (isGrave) void this.#tell({ subject: sentence, text: sentence })
      },
      jitter: () => this.#random.next(),
      clock: () => this.#world.clock.now(),
      sleep: (milliseconds, signal) => this.#sleep(milliseconds, signal),
    }
  }

  async #isAnythingOnItsWay(): Promise<boolean> {
    const open = await this.store.editions.open()
    return open.some(({ state }) => state !== 'held' && state !== 'paused')
  }

  /** As `serve` has them: read when they were changed. */
  async #takenTemplates(): Promise<Map<string, string>> {
    const change = this.#world.history.templates.length
    if (this.#templates?.change !== change) this.#templates = { texts: await readTemplates(this.config), change }
    return this.#templates.texts
  }

  async #isConfigCurrent(): Promise<boolean> {
    const inFile = await loadConfig(this.config.file, {}).catch(() => undefined)
    return inFile !== undefined && settingsHash(sendingSettings(inFile)) === settingsHash(sendingSettings(this.config))
  }

  #connect(name = this.config.smtp[0]?.name ?? '') {
    return mortal(this.#world.serverOf(this.config, name).connect(), this.life)
  }

  async #tell(notice: { subject: string; text: string }): Promise<boolean> {
    this.#world.history.told(notice)
    return true
  }

  async #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.life.step()
    // As the program's own sleep: each open edition listens to the signal of the lease, and a bad year has dozens.
    setMaxListeners(0, signal)
    await this.#world.clock.sleep(milliseconds, AbortSignal.any([signal, this.life.ended]))
    this.life.step()
  }
}

/** The year learns what a scan wrote down at that moment. */
function observedStore(store: Store, history: World['history']): Store {
  const recordScan: Store['posts']['recordScan'] = async (scan) => {
    await store.posts.recordScan(scan)
    history.recorded(scan)
  }
  return { ...store, posts: { ...store.posts, recordScan } }
}

function mortalStore(store: Store, life: Life): Store {
  const parts = Object.entries(store).map(([name, part]) => [
    name,
    part !== null && typeof part === 'object' ? mortal(part, life) : part,
  ])
  return Object.fromEntries(parts) as Store
}

function bytesOf(random: Seeded): (count: number) => Uint8Array {
  return (count) => Uint8Array.from({ length: count }, () => random.between(0, 255))
}
