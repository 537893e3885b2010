import { join } from 'node:path'
import type { Logger } from 'pino'
import { type Actions, bindActions } from '../actions/actions.ts'
import { announcedFeeds } from '../actions/feeds/announced-feeds.ts'
import { signUpOffer } from '../actions/subscribers/offered.ts'
import type { Config } from '../config/config.ts'
import { errorText } from '../config/error-text.ts'
import { pageStyles } from '../config/page-styles.ts'
import { BroadsheetError } from '../config/problem.ts'
import { FEED_FORMATS, feedUrls } from '../feeds/feed-paths.ts'
import { privateFeedUrl } from '../feeds/private-feed-url.ts'
import { listCaptured, readCaptured } from '../mail/captured-mail.ts'
import { readBuilt } from '../output/read-built.ts'
import { readStored } from '../pictures/store-picture.ts'
import type { Store } from '../store/open-store.ts'
import { stampForm } from '../subscribers/form-stamp.ts'
import { signToken } from '../subscribers/token.ts'
import { type FeedPorts, type FeedsListener, feedsListener } from '../web/feeds/feeds-listener.ts'
import type { Pages } from '../web/listen.ts'
import { type WebPorts, web } from '../web/web.tsx'
import { wordsFor } from '../words/words-for.ts'
import { clock } from './clock.ts'
import { countReaders } from './feed-readers.ts'
import { lazily } from './lazily.ts'
import { picturesDir, publicationPorts } from './publication-ports.ts'
import type { ServingHealth } from './serving-health.ts'
import type { TakenSettings } from './taken-settings.ts'

const newTask = lazily(async () => (await import('./proof-of-work.ts')).newTask)
const formScript = lazily(async () => (await import('./form-scripts.ts')).formScript)

/** What the web answers with, for one state of the settings. */
export interface OpenedWeb {
  feeds: FeedsListener
  pages: Pages
  /** Writes down what it counted. */
  close(): Promise<void>
}

export async function openWeb(
  { config, templates }: TakenSettings,
  store: Store,
  { log, health }: { log: Logger; health: ServingHealth },
): Promise<OpenedWeb> {
  const readers = countReaders(config, store, log)
  return {
    feeds: feedsListener(feedPorts(config, log, readers)),
    pages: web({
      ...(await webPorts(config, templates, store, log)),
      health: {
        instance: store.instance,
        trouble: () => troubleOf(store),
        deliveryTrouble: () => health.trouble(config),
      },
    }),
    close: () => readers.close(),
  }
}

async function webPorts(
  config: Config,
  templates: Map<string, string>,
  store: Store,
  log: Logger,
): Promise<Omit<WebPorts, 'health'>> {
  const actions = bindActions(publicationPorts(config, store, templates))
  const words = wordsFor(config.site.language)
  const urls = feedUrls(config.output.url)
  const dir = mailboxDir(config)
  return {
    frame: {
      title: config.site.title,
      language: words.language,
      site: config.site,
      // As a browser reads it, which holds the style against its hash.
      css: pageStyles(templates).page.replace(/\r\n?/g, '\n'),
      alternates: announcedFeeds(config, []),
    },
    words,
    home: {
      newsletters: config.newsletters,
      feeds: FEED_FORMATS.map((format) => ({ title: FEED_NAMES[format], href: urls[format] })),
      feedsPage: new URL('feeds/', config.output.url).href,
      announced: announcedFeeds(config, config.newsletters),
      isArchiveListed: config.archive.enabled && config.archive.listed,
      latestEditions: actions.latestEditions,
      share: {
        url: config.web.url,
        ...(config.site.description && { description: config.site.description }),
        ...(config.feeds.icon && { image: config.feeds.icon }),
      },
    },
    privateFeed: { privateFeed: actions.privateFeed },
    pictures: { picture: (name) => readStored(picturesDir(config), name) },
    archive: { archiveList: actions.archiveList, archivePage: actions.archivePage },
    unsubscribe: {
      subscriptionOf: actions.subscriptionOf,
      unsubscribe: actions.unsubscribe,
      unsubscribeFromAll: actions.unsubscribeFromAll,
      takeBack: actions.takeBack,
      writeTo: personOf(config),
    },
    preferences: preferencesPorts(config, actions),
    trustProxy: config.web.trustProxy,
    ...(config.subscribe && { signUp: signUpPorts(config, actions) }),
    mailbox:
      dir === undefined
        ? undefined
        : {
            timezone: config.site.timezone,
            picturesUrl: `${config.web.url}pictures/`,
            list: () => listCaptured(dir),
            read: (name) => readCaptured(dir, name),
          },
    onError: (description) => log.error(description),
  }
}

function preferencesPorts(config: Config, actions: Actions): WebPorts['preferences'] {
  const feedToken = (handle: string) => signToken('feed', handle, config.web.secrets)
  return {
    holderOf: actions.holderOf,
    viewOf: actions.preferencesOf,
    change: actions.changePreferences,
    sendFreshLink: actions.sendFreshLink,
    askForAddress: actions.askForAddress,
    heldData: actions.heldData,
    erase: actions.eraseHolder,
    feedUrl: (handle) => privateFeedUrl(config.web.url, feedToken(handle), 'rss'),
    addressChangeOf: actions.addressChangeOf,
    agreeToAddress: actions.agreeToAddress,
    callOffAddress: actions.callOffAddress,
    writeTo: personOf(config),
  }
}

function signUpPorts(config: Config, actions: Actions): NonNullable<WebPorts['signUp']> {
  const origins = [...(config.subscribe?.return ?? []), config.site.url].map((url) => new URL(url).origin)
  return {
    offer: signUpOffer(config),
    origins,
    signUp: actions.signUp,
    signUpOf: actions.signUpOf,
    confirm: actions.confirmSignUp,
    stamp: () => stampForm(clock().epochMilliseconds, config.web.secrets),
    newTask: () => newTask(config.web.secrets, clock()),
    script: formScript,
    writeTo: personOf(config),
  }
}

/** Whom a reader can ask where a link or a page does not help. */
function personOf({ newsletters: [first] }: Config): string | undefined {
  return (first?.replyTo ?? first?.from)?.address
}

function feedPorts(config: Config, log: Logger, readers: ReturnType<typeof countReaders>): FeedPorts {
  const { also, moved, gone, hub } = config.feeds
  return {
    outputFile: (path, stamp) => readBuilt(join(config.output.dir, path), stamp),
    outputUrl: config.output.url,
    ...(hub && { hub }),
    also,
    moved,
    gone,
    onPoll: ({ path, status, userAgent }) => {
      if (status === 200 || status === 304) readers.polled(path, userAgent)
      if (config.web.logFeeds) log.info({ path, status, program: userAgent ?? '' }, 'feed polled')
    },
    onError: (error) => log.error(errorText(error)),
  }
}

const FEED_NAMES = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' }

export function mailboxDir({ smtp: [first] }: Config): string | undefined {
  return first?.kind === 'mailbox' ? first.mailboxDir : undefined
}

/** For everybody who asks: without the paths of this machine. */
function troubleOf(store: Store): string | undefined {
  try {
    store.assertInPlace()
    return undefined
  } catch (error) {
    return error instanceof BroadsheetError ? error.problems.map(({ message }) => message).join(' ') : String(error)
  }
}
