import { serverPart } from '../actions/delivery/follow-edition.ts'
import type { HoldPorts } from '../actions/delivery/hold-delivery.ts'
import { tellHeld } from '../actions/editions/tell-held.ts'
import { outboxMail } from '../actions/outbox-mail.ts'
import type { Config } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'
import { mayPass } from '../config/may-pass.ts'
import { failure } from '../config/problem.ts'
import { readTheme } from '../config/read-theme.ts'
import { withoutCredentials, withoutPeople } from '../config/redact.ts'
import { sendingSettings, settingsHash } from '../config/sending-settings.ts'
import { heldSentence } from '../editions/held.ts'
import { isCron } from '../jobs/cron.ts'
import { openMailServer } from '../mail/mail-server.ts'
import { readStored } from '../pictures/store-picture.ts'
import { readConfig } from '../sources/config-file.ts'
import { readTemplates } from '../sources/template-files.ts'
import { thisProcess } from '../sources/this-process.ts'
import { LeaseLost } from '../store/leases.ts'
import type { Store } from '../store/open-store.ts'
import { clock, sleep } from './clock.ts'
import { freshHandle } from './fresh-handle.ts'
import { dkimKeys, mailOptions } from './mail-ports.ts'
import { neededOfEdition } from './needed-of-edition.ts'
import { welcomeNote } from './note-ports.ts'
import { preflightPorts } from './preflight-ports.ts'
import { picturesDir } from './publication-ports.ts'
import { announceProcess, holderNamed, isSurelyGone } from './running-process.ts'
import { tell } from './tell.ts'

export interface DeliveryOptions {
  /** By what it holds the lease; default a name of its own. */
  holder?: string
  command?: string
  env?: Environment
  onUnforeseen?: (error: unknown) => void
  /** Delivery gets on. */
  onRound?: () => void
  /** An edition waits for its time. */
  onNews?: (sentence: string) => void
  /** It waits for another process that may have been killed. */
  onWait?: (sentence: string) => void
}

/** What delivery works with, and how to end it. The capture mailbox, where that is the server, starts here. */
export async function deliveryPorts(
  config: Config,
  store: Store,
  onTrouble: (sentence: string, server?: string) => void,
  {
    command = 'serve',
    holder = freshHandle(),
    env = process.env,
    onRound = () => {},
    onNews = () => {},
    onUnforeseen = () => {},
    onWait = onTrouble,
  }: DeliveryOptions = {},
): Promise<{ ports: HoldPorts; close(): Promise<void> }> {
  const dkim = await dkimKeys(config)
  const { theme } = readTheme(await readTemplates(config))
  const mailServers = await Promise.all(
    config.smtp.map(async (smtp) => ({ config: smtp, ...(await openMailServer(smtp, mailOptions(smtp))) })),
  )
  const announced = await announceProcess(config, store, { id: holder, command })
  const welcome = (newsletter: string, language: string) =>
    welcomeNote({ config, theme, onTrouble }, newsletter, language)
  const { away } = preflightPorts(config, store)
  const unlogged = withoutCredentials(config.smtp)
  // One after another; what cannot be noted is in the log all the same.
  let noted: Promise<unknown> = Promise.resolve()
  const note = (work: () => Promise<unknown>) => {
    noted = noted.then(work).catch(() => {})
  }
  const noteTrouble = (server: string, sentence: string) =>
    note(() => store.openProblems.open(serverPart(server), [failure('delivery.trouble', sentence)], clock()))
  const ports: HoldPorts = {
    ...store,
    config,
    mailServers,
    dkim,
    storedPicture: (name) => readStored(picturesDir(config), name),
    compose: (mail) => outboxMail({ ...store, config, theme, welcomeNote: welcome }, mail, dkim),
    holder,
    away: async (edition) => away(await neededOfEdition(config, store, edition)),
    tellHeld: async (edition) => {
      onTrouble(heldSentence(edition))
      await tellHeld({ ...store, config, tellOperator: (notice) => tell(config, notice, store), clock })
    },
    isConfigCurrent: () => isCurrent(config, env),
    isPassing: mayPass,
    isLeaseLost: (error) => error instanceof LeaseLost,
    onTrouble: (text, isGrave, server) => {
      const sentence = withoutPeople(unlogged(text))
      onTrouble(sentence, server)
      if (server !== undefined) noteTrouble(server, sentence)
      const subject = server === undefined ? (sentence.split(':')[0] ?? sentence) : `${server} is in trouble`
      if (isGrave) void tell(config, { subject, text: `${sentence}\n` }, store, server).catch(() => false)
    },
    onUnforeseen,
    onRound,
    onNews,
    onWait,
    holderNamed: (id) => holderNamed(store, id),
    identity: thisProcess(),
    isGone: isSurelyGone,
    onWell: (server) => note(() => store.openProblems.close(serverPart(server))),
    jitter: Math.random,
    clock,
    sleep,
  }
  return {
    ports,
    close: async () => {
      await Promise.all(mailServers.map(({ close }) => close()))
      await noted
      // On a full disk the row stays; the next process sweeps it away.
      await announced.forget().catch((error: unknown) => {
        if (!mayPass(error)) throw error
      })
    },
  }
}

/** Would it deliver as it does, if it were started now? */
async function isCurrent(config: Config, env: Environment): Promise<boolean> {
  const { config: inFile } = await readConfig(config.file, env, isCron)
  return inFile !== undefined && settingsHash(sendingSettings(inFile)) === settingsHash(sendingSettings(config))
}
