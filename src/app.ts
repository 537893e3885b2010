import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import type { Ports } from './actions/actions.ts'
import { archivePages } from './actions/archive.ts'
import { type CheckReport, check } from './actions/check.ts'
import { checkMails } from './actions/check-mails.ts'
import type { HoldPorts } from './actions/delivery/hold-delivery.ts'
import { surroundings } from './actions/editions/surroundings.ts'
import { look } from './actions/look.ts'
import { tellOperator } from './actions/tell-operator.ts'
import { besideDatabase, lazyCache, siteCache } from './app-cache.ts'
import { dkimKeys, sendDirectly, sendThrough } from './app-mail.ts'
import type { Config } from './config/config.ts'
import { adviseOnConfig } from './config/config-advice.ts'
import type { Environment } from './config/environment.ts'
import { BroadsheetError, failure } from './config/problem.ts'
import { VERSION } from './config/version.ts'
import type { OutgoingMail } from './deliveries/send-result.ts'
import { ADOPTED_IDS, readAdoptedIds } from './feeds/adopted-ids.ts'
import { isArchivePath } from './feeds/archive-pages.ts'
import { isCron, latestOccurrence, nextOccurrence } from './jobs/cron.ts'
import { openMailServer } from './mail/mail-server.ts'
import { adviseOnDkim } from './messages/dkim-alignment.ts'
import { guardedFetch } from './network/guarded-fetch.ts'
import { checkLive } from './network/live-check.ts'
import { pingHub } from './network/ping-hub.ts'
import { probeInstance } from './network/probe.ts'
import { showsBytes } from './network/shows-bytes.ts'
import { builtFile } from './output/built-file.ts'
import { putAlone } from './output/put-alone.ts'
import { putInPlace } from './output/put-in-place.ts'
import { putWithNeighbours } from './output/put-with-neighbours.ts'
import type { FormulaPictures } from './pictures/formula-pictures.ts'
import type { Formula } from './posts/formula.ts'
import { readConfig } from './sources/config-file.ts'
import { readDkimKeys } from './sources/dkim-keys.ts'
import { fileStamp } from './sources/file-stamp.ts'
import { describeFile } from './sources/media-file.ts'
import { playSeconds } from './sources/play-seconds.ts'
import { runShellCommand } from './sources/shell-command.ts'
import { readTemplates } from './sources/template-files.ts'
import { readTextFile } from './sources/text-file.ts'
import { LeaseLost } from './store/leases.ts'
import { openStore, type Store } from './store/open-store.ts'
import { mayPass } from './store/sqlite-problems.ts'
import { newHandle } from './subscribers/token.ts'

/** Where the thread in which editions are made and delivered begins; compiled, as Node runs it. */
export const DELIVERY_THREAD = new URL('./delivery-thread.js', import.meta.url)

// Reading a site and drawing pictures need libraries of tens of megabytes: a thread that only delivers goes without.
type OpenSite = typeof import('./sources/content-folder.ts').openSite
const openSite: OpenSite = async (...site) => (await import('./sources/content-folder.ts')).openSite(...site)
type PreparePictures = typeof import('./pictures/mail-pictures.ts').prepareMailPictures
const prepareMailPictures: PreparePictures = async (...needed) =>
  (await import('./pictures/mail-pictures.ts')).prepareMailPictures(...needed)
type MailPostAction = typeof import('./actions/editions/mail-post.ts').mailPost
const mailPost: MailPostAction = async (...post) => (await import('./actions/editions/mail-post.ts')).mailPost(...post)
type PictureSize = typeof import('./pictures/picture-size.ts').pictureSize
const pictureSize: PictureSize = async (file) => (await import('./pictures/picture-size.ts')).pictureSize(file)

/** Reads broadsheet.toml. @throws BroadsheetError with every problem of it */
export async function loadConfig(file: string, env: Environment): Promise<Config> {
  const { config, problems } = await readConfig(file, env, isCron)
  if (!config) throw new BroadsheetError(problems)
  return config
}

export function openDatabase(config: Config): Promise<Store> {
  return openStore({ url: config.database.url, now: clock(), newId: freshHandle })
}

/** `check` needs no database: it only reads. */
export function checkSite(config: Config): Promise<CheckReport> {
  return check({
    openSite: (now) => openSite(config, now),
    checkSurroundings: async () => [
      ...adviseOnConfig(config),
      ...adviseOnDkim(config),
      ...(await readDkimKeys(config)).problems,
    ],
    checkMails: (site, at) =>
      checkMails({ config, templates: () => readMailTemplates(config), mailPost: sketch }, site, at),
    clock,
  })
}

/** A post for a mail that nobody gets: no picture is made for it. */
const sketch: Ports['mailPost'] = async (post, { body }) =>
  mailPost({ preparePictures: noPictures, drawFormulas: noPictures }, post, await body(post))

const noPictures = async () => ({ pictures: new Map<string, never>(), problems: [] })

/** The one place where a publication's parts are put together. */
export function publicationPorts(config: Config, store: Store): Ports {
  const adoptedIds = {
    read: async () => readAdoptedIds((await builtFile(join(config.dir, ADOPTED_IDS))) ?? ''),
    write: (text: string) => putInPlace(join(config.dir, ADOPTED_IDS), text),
  }
  const cache = lazyCache(config)
  const openKept = (now: Temporal.Instant) => openSite(config, now, siteCache(cache()))
  const lookNow = () => look({ config, ...store, adoptedIds, openSite: openKept, clock })
  return {
    ...store,
    config,
    look: lookNow,
    adoptedIds,
    readFeedText,
    archivePages: () => archivePages({ config, editions: store.editions }),
    putInPlace: (dir, path, content) =>
      // Packing a large archive takes longer than all else about it.
      isArchivePath(path) ? putAlone(join(dir, path), content) : putWithNeighbours(join(dir, path), content),
    builtFile: (dir, path) => builtFile(join(dir, path)),
    builds: {
      get: (dir) => cache().shelf('builds').get(dir),
      put: (texts) => cache().shelf('builds').put(texts),
    },
    forgetKept: () => cache().clear(),
    fileStamp,
    describeFile,
    pictureSize,
    playSeconds,
    drawFormulas: (formulas, dir) => drawForFeeds(config, formulas, dir),
    styles: async () => ({ page: await pageCss(config), feed: (await readTemplates(config)).get('feed.css') ?? '' }),
    templates: () => readMailTemplates(config),
    mailPost: async (post, { body }) =>
      mailPost(
        {
          preparePictures: (needed) => prepareMailPictures(needed, picturesDir(config), config.web.url),
          drawFormulas: (formulas) => drawForMail(config, formulas),
        },
        post,
        await body(post),
      ),
    surroundings: (draft) => surroundings({ config, ...worldOf(config, store) }, draft),
    dkimKeys: () => dkimKeys(config),
    sendDirectly: (mails) => sendDirectly(config.smtp[0], mails),
    tellOperator: (notice) => tell(config, notice),
    newHandle: freshHandle,
    readText: readTextFile,
    bytesOnline: async ({ url, hash }) =>
      config.web.probe ? showsBytes(url, hash, fetchOf(config.output.url)) : 'these',
    pingHub: (hub, topic) => pingHub(hub, topic, fetchOf(hub)),
    jitter: Math.random,
    runCommand: (command) => runShellCommand(command, config.dir),
    latestOccurrence,
    nextOccurrence,
    clock,
    sleep,
  }
}

async function drawForMail(config: Config, formulas: Formula[]): Promise<FormulaPictures> {
  if (formulas.length === 0) return { pictures: new Map(), problems: [] }
  const { makeFormulaPictures } = await import('./pictures/formula-pictures.ts')
  return makeFormulaPictures(formulas, picturesDir(config), config.web.url)
}

async function drawForFeeds(config: Config, formulas: Formula[], dir: string): Promise<FormulaPictures> {
  const { publishFormulaPictures } = await import('./pictures/formula-pictures.ts')
  return publishFormulaPictures(formulas, picturesDir(config), { dir, baseUrl: config.output.url })
}

function fetchOf(site: string) {
  return guardedFetch({ userAgent: `Broadsheet/${VERSION}`, sites: [site], bytes: LARGEST_FEED })
}

const LARGEST_FEED = 64 * 1024 * 1024

/** The text of a feed, by URL or file. @throws BroadsheetError where there is none */
async function readFeedText(from: string): Promise<string> {
  if (!/^https?:\/\//i.test(from)) return readTextFile(from)
  const answer = await fetchOf(from)(from, { body: true })
  if (answer.ok && answer.status === 200) return answer.body
  const why = answer.ok ? `it answers ${answer.status}` : answer.error
  throw new BroadsheetError(failure('feeds.foreign', `The feed cannot be fetched: ${why}.`, { file: from }))
}

/** What delivery works with, and how to end it. The capture mailbox, where that is the server, starts here. */
export async function deliveryPorts(
  config: Config,
  store: Store,
  onTrouble: (sentence: string) => void,
): Promise<{ ports: HoldPorts; close(): Promise<void> }> {
  const dkim = await dkimKeys(config)
  const mailServers = await Promise.all(
    config.smtp.map(async (smtp) => ({ config: smtp, ...(await openMailServer(smtp)) })),
  )
  const { pagesAnswer } = worldOf(config, store)
  const ports: HoldPorts = {
    ...store,
    config,
    mailServers,
    dkim,
    holder: freshHandle(),
    linksAnswer: async ({ id }) => pagesAnswer(await pagesOfEdition(config, store, id)),
    isPassing: mayPass,
    isLeaseLost: (error) => error instanceof LeaseLost,
    onTrouble: (sentence, isGrave, server) => {
      onTrouble(sentence)
      const subject = server === undefined ? (sentence.split(':')[0] ?? sentence) : `${server} is in trouble`
      if (isGrave) void tell(config, { subject, text: `${sentence}\n` }, server)
    },
    jitter: Math.random,
    clock,
    sleep,
  }
  return {
    ports,
    close: async () => {
      await Promise.all(mailServers.map(({ close }) => close()))
    },
  }
}

/** Pictures of sent mails: kept beside the database, for they are needed as long as somebody opens the mail. */
export function picturesDir(config: Config): string {
  return besideDatabase(config, 'pictures')
}

export function clock(): Temporal.Instant {
  return Temporal.Now.instant()
}

/** Ends early, and without a fault, when `signal` aborts. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  // All connections of a server in trouble sleep on one signal; Node takes more than ten for a leak, and warns.
  setMaxListeners(0, signal)
  await sleepFor(milliseconds, undefined, { signal }).catch(() => {})
}

export function freshHandle(): string {
  return newHandle(randomBytes)
}

function worldOf(config: Config, store: Store) {
  const fetch = guardedFetch({ userAgent: `Broadsheet/${VERSION}`, sites: [config.site.url, config.web.url] })
  return {
    probe: async () => (await probeInstance(config.web.url, store.instance, fetch)).answer,
    pagesAnswer: async (urls: string[]) => (await checkLive(urls, fetch)).every(({ ok }) => ok),
  }
}

async function pagesOfEdition(config: Config, store: Store, editionId: number): Promise<string[]> {
  const ids = new Set((await store.editions.posts(editionId)).map(({ postId }) => postId))
  const posts = (await store.posts.seen()).filter(({ id }) => ids.has(id))
  return posts.map(({ urlPath }) => new URL(urlPath, config.site.url).href)
}

function tell(config: Config, notice: { subject: string; text: string }, inTrouble?: string): Promise<boolean> {
  const ports = {
    config,
    sendThrough: (name: string, mail: OutgoingMail) => sendThrough(config, name, mail),
    dkimKeys: () => dkimKeys(config),
    newHandle: freshHandle,
    clock,
  }
  return tellOperator(ports, notice, inTrouble)
}

/** The style of web pages is no mail's business, and none of what a plan hashes. */
async function readMailTemplates(config: Config): Promise<Map<string, string>> {
  return new Map([...(await readTemplates(config))].filter(([name]) => name.endsWith('.mjml')))
}

export async function pageCss(config: Config): Promise<string> {
  return (await readTemplates(config)).get('page.css') ?? ''
}
