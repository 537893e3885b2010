import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import type { Ports } from '../actions/actions.ts'
import { recordScan, unrecordedScan } from '../actions/record-scan.ts'
import { type ScanRequest, scanSite } from '../actions/scan-site.ts'
import type { NeededPicture } from '../bodies/pictures-of.ts'
import type { Config } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'
import { pageStyles } from '../config/page-styles.ts'
import { BroadsheetError, failure, type Problem } from '../config/problem.ts'
import { LOOK_FILE, THEME_FILE } from '../config/read-theme.ts'
import { VERSION } from '../config/version.ts'
import { isGone } from '../deliveries/running-process.ts'
import { MOST_PICTURE_BYTES } from '../editions/most-picture-bytes.ts'
import { ADOPTED_IDS, readAdoptedIds } from '../feeds/adopted-ids.ts'
import { isArchivePath } from '../feeds/archive-pages.ts'
import { isCron, latestOccurrence, nextOccurrence } from '../jobs/cron.ts'
import { builtFile } from '../output/built-file.ts'
import type { FormulaPictures } from '../pictures/formula-pictures.ts'
import type { Formula } from '../posts/formula.ts'
import { type ConfigFiles, configOf, readConfig } from '../sources/config-file.ts'
import { fileStamp } from '../sources/file-stamp.ts'
import { linesOfFile } from '../sources/lines-of-file.ts'
import { RenderPool } from '../sources/render-pool.ts'
import { readTemplates, templatePicture } from '../sources/template-files.ts'
import { startOfProcess, thisProcess } from '../sources/this-process.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { newPlaceholder } from '../subscribers/token.ts'
import { clock, sleep } from './clock.ts'
import { freshHandle } from './fresh-handle.ts'
import { lazily } from './lazily.ts'
import { preflightPorts } from './preflight-ports.ts'
import { cachePlace, lazyCache, siteCache } from './site-cache.ts'
import { tell } from './tell.ts'

/** Where the threads begin in which editions are delivered and made; compiled, as Node runs them. */
export const DELIVERY_THREAD = new URL('./delivery-thread.js', import.meta.url)
export const SCHEDULE_THREAD = new URL('./schedule-thread.js', import.meta.url)

/** Threads that render entries beside the one that wants them: a core each, and some hundred megabytes. */
const RENDER_POOL = {
  entry: new URL('./render-thread.js', import.meta.url),
  size: Math.min(availableParallelism() - 1, 3),
}

const openSite = lazily(async () => (await import('../sources/content-folder.ts')).openSite)
const archivePages = lazily(async () => (await import('../actions/archive.ts')).archivePages)
const putInPlace = lazily(async () => (await import('../output/put-in-place.ts')).putInPlace)
const putAlone = lazily(async () => (await import('../output/put-alone.ts')).putAlone)
const putPrecompressed = lazily(async () => (await import('../output/put-precompressed.ts')).putPrecompressed)
const describeFile = lazily(async () => (await import('../sources/media-file.ts')).describeFile)
const pictureSize = lazily(async () => (await import('../pictures/picture-size.ts')).pictureSize)
const playSeconds = lazily(async () => (await import('../sources/play-seconds.ts')).playSeconds)
const prepareMailPictures = lazily(async () => (await import('../pictures/mail-pictures.ts')).prepareMailPictures)
const lightPictures = lazily(async () => (await import('../pictures/light-pictures.ts')).lightPictures)
const mailLogo = lazily(async () => (await import('../pictures/mail-logo.ts')).mailLogo)
const mailPost = lazily(async () => (await import('../actions/editions/mail-post.ts')).mailPost)
const readEditionNotes = lazily(async () => (await import('../sources/edition-notes.ts')).readEditionNotes)
const shownNote = lazily(async () => (await import('./note-ports.ts')).shownNote)
const preflight = lazily(async () => (await import('../actions/editions/preflight.ts')).preflight)
const dkimKeys = lazily(async () => (await import('./mail-ports.ts')).dkimKeys)
const sendDirectly = lazily(async () => (await import('./mail-ports.ts')).sendDirectly)
const fetchPicture = lazily(async () => (await import('./mail-ports.ts')).fetchPicture)
const provenWork = lazily(async () => (await import('./proof-of-work.ts')).provenWork)
const keepRowNotes = lazily(async () => (await import('../store/sqlite/row-notes.ts')).keepRowNotes)
const openReportFile = lazily(async () => (await import('../output/report-file.ts')).openReportFile)
const openListFile = lazily(async () => (await import('../sources/list-file.ts')).openListFile)
const readTextFile = lazily(async () => (await import('../sources/text-file.ts')).readTextFile)
const runShellCommand = lazily(async () => (await import('../sources/shell-command.ts')).runShellCommand)
const pingHub = lazily(async () => (await import('../network/ping-hub.ts')).pingHub)
const showsBytes = lazily(async () => (await import('../network/shows-bytes.ts')).showsBytes)
const readStored = lazily(async () => (await import('../pictures/store-picture.ts')).readStored)
const pictureFault = lazily(async () => (await import('../network/shows-picture.ts')).pictureFault)
const feedsAsTheyAre = lazily(async () => (await import('./feed-source.ts')).feedsAsTheyAre)
const readInbox = lazily(async () => (await import('../mail/imap-inbox.ts')).readInbox)
const guardedFetch = lazily(async () => (await import('../network/guarded-fetch.ts')).guardedFetch)

/** Reads broadsheet.toml, unless it was read. @throws BroadsheetError with every problem of it */
export async function loadConfig(file: string, env: Environment, files?: ConfigFiles): Promise<Config> {
  const { config, problems } = files ? configOf(file, files, env, isCron) : await readConfig(file, env, isCron)
  if (!config) throw new BroadsheetError(problems)
  return config
}

export function openDatabase(config: Config, { check = false } = {}): Promise<Store> {
  const { url, dataDir } = config.database
  return openStore({ url, numbersDir: dataDir, now: clock(), newId: freshHandle, check })
}

/** A site, after what its feeds say now was taken over, where it is read from feeds. */
export async function withFeeds<Site extends { problems: Problem[] }>(
  config: Config,
  open: () => Promise<Site>,
): Promise<Site> {
  if (!config.content.feeds) return open()
  const problems = await feedsAsTheyAre(config)
  const site = await open()
  return { ...site, problems: [...problems, ...site.problems] }
}

/** The one place where a publication's parts are put together. `taken`: its templates, as they were read before. */
export function publicationPorts(config: Config, store: Store, taken?: Map<string, string>): Ports {
  const templates = async () => taken ?? readTemplates(config)
  const adoptedIds = {
    read: async () => readAdoptedIds((await builtFile(join(config.dir, ADOPTED_IDS))) ?? ''),
    write: (text: string) => putInPlace(join(config.dir, ADOPTED_IDS), text),
  }
  const online = preflightPorts(config, store)
  const place = cachePlace(config)
  const cache = lazyCache(place)
  const openCached = (at: Temporal.Instant) => {
    const pool = new RenderPool({ ...RENDER_POOL, configFile: config.file, cache: place, at })
    return withFeeds(config, () => openSite(config, at, siteCache(cache()), pool))
  }
  const readSite = (request?: ScanRequest) =>
    scanSite({ config, ...store, adoptedIds, openSite: openCached, clock }, request)
  return {
    ...store,
    config,
    scan: async (request) => recordScan({ config, ...store }, await readSite(request)),
    readSite: async () => unrecordedScan(await readSite()),
    look: () => readSite(),
    host: thisProcess().host,
    adoptedIds,
    readFeedText,
    archivePages: () => archivePages({ config, ...store }),
    putInPlace: (dir, path, content) =>
      // Packing a large archive takes longer than all else about it.
      isArchivePath(path) ? putAlone(join(dir, path), content) : putPrecompressed(join(dir, path), content),
    builtFile: (dir, path) => builtFile(join(dir, path)),
    builds: {
      get: (dir) => cache().namespace('builds').get(dir),
      put: (texts) => cache().namespace('builds').put(texts),
    },
    clearCache: () => cache().clear(),
    fileStamp,
    describeFile,
    pictureSize,
    playSeconds,
    drawFormulas: (formulas, dir) => drawForFeeds(config, formulas, dir),
    styles: async () => pageStyles(await templates()),
    templates: async () => mailTemplates(await templates()),
    ...renderInto(config, picturesDir(config)),
    editionNotes: () => readEditionNotes(config),
    preflight: (draft) => preflight({ config, ...store, ...online }, draft),
    dkimKeys: () => dkimKeys(config),
    sendDirectly: (mails) => sendDirectly(config.smtp[0], mails),
    storedPicture: (name) => readStored(picturesDir(config), name),
    pictureFault: async (url, bytes) =>
      config.web.probe ? pictureFault(url, bytes, await fetchOf(url)) : 'web.probe = "off" keeps it from being asked',
    readInbox,
    linesOf: linesOfFile,
    tellOperator: (notice) => tell(config, notice, store),
    provenWork: (solution) => provenWork(solution, config.web.secrets),
    newHandle: freshHandle,
    newPlaceholder: () => newPlaceholder(randomBytes),
    readTextFile,
    openBytes: openListFile,
    keepRowNotes,
    openReport: openReportFile,
    bytesOnline: async ({ url, hash }) =>
      config.web.probe ? showsBytes(url, hash, await fetchOf(config.output.url)) : 'these',
    pingHub: async (hub, topic) => pingHub(hub, topic, await fetchOf(hub)),
    jitter: Math.random,
    runCommand: (command, withinMs) => runShellCommand(command, config.dir, withinMs),
    latestOccurrence,
    nextOccurrence,
    onWaiting: () => {},
    isGone: (other) => isGone(other, thisProcess(), startOfProcess) === true,
    clock,
    sleep,
  }
}

/** Makes posts and notes ready for mails, whose pictures are kept in `dir`. */
export function renderInto(
  config: Config,
  dir: string,
): Pick<Ports, 'mailPost' | 'mailLogo'> & Required<Pick<Ports, 'mailNote' | 'lightPictures'>> {
  const preparePictures = (needed: NeededPicture[]) =>
    prepareMailPictures(needed, dir, config.web.url, (url, from) => fetchPicture(config, url, from))
  const drawFormulas = (formulas: Formula[]) => drawForMail(config, formulas, dir)
  return {
    mailPost: async (post, { body }, columnWidth) =>
      mailPost({ columnWidth, preparePictures, drawFormulas }, post, await body(post)),
    mailNote: (note, { render }, columnWidth) =>
      shownNote({ columnWidth, preparePictures, drawFormulas }, config, note, render),
    mailLogo: (logo) => mailLogo(logo, (name) => templatePicture(config, name), preparePictures),
    lightPictures: (mails) => lightPictures(dir, mails, MOST_PICTURE_BYTES),
  }
}

async function drawForMail(config: Config, formulas: Formula[], dir: string): Promise<FormulaPictures> {
  if (formulas.length === 0) return { pictures: new Map(), problems: [] }
  const { makeFormulaPictures } = await import('../pictures/formula-pictures.ts')
  return makeFormulaPictures(formulas, dir, config.web.url)
}

async function drawForFeeds(config: Config, formulas: Formula[], dir: string): Promise<FormulaPictures> {
  const { publishFormulaPictures } = await import('../pictures/formula-pictures.ts')
  return publishFormulaPictures(formulas, picturesDir(config), { dir, baseUrl: config.output.url })
}

function fetchOf(site: string, limits: { milliseconds?: number } = {}) {
  return guardedFetch({ userAgent: `Broadsheet/${VERSION}`, sites: [site], bytes: LARGEST_FEED, ...limits })
}

const LARGEST_FEED = 64 * 1024 * 1024

/** The text of a feed, by URL or file. @throws BroadsheetError where there is none */
export async function readFeedText(from: string): Promise<string> {
  if (!/^https?:\/\//i.test(from)) return readTextFile(from)
  const fetch = await fetchOf(from, { milliseconds: 60_000 })
  const answer = await fetch(from, { body: true })
  if (answer.ok && answer.status === 200) return answer.body
  const why = answer.ok ? `it answers ${answer.status}` : answer.error
  throw new BroadsheetError(failure('feeds.foreign', `The feed cannot be fetched: ${why}.`, { file: from }))
}

/** Pictures of sent mails: kept beside the database, for they are needed as long as somebody opens the mail. */
export function picturesDir(config: Config): string {
  return join(config.database.dataDir, 'pictures')
}

/** The style of web pages is no mail's business, and none of what a plan hashes. */
export function mailTemplates(templates: Map<string, string>): Map<string, string> {
  const isOfMails = (name: string) => name.endsWith('.mjml') || name === THEME_FILE || name === LOOK_FILE
  return new Map([...templates].filter(([name]) => isOfMails(name)))
}
