import { join as joinPath } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { onTestFinished } from 'vitest'
import {
  addressChangeOf,
  agreeToAddress,
  askForAddress,
  callOffAddress,
} from '../../src/actions/subscribers/address-change.ts'
import { heldData } from '../../src/actions/subscribers/held-data.ts'
import { changePreferences, eraseHolder, holderOf, sendFreshLink } from '../../src/actions/subscribers/preferences.ts'
import { addressChangeMail, freshLinkMail } from '../../src/actions/subscribers/preferences-mail.ts'
import { preferencesView } from '../../src/actions/subscribers/preferences-view.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { formatProblem } from '../../src/config/problem.ts'
import type { ClaimableMail } from '../../src/outbox/outbox-mail.ts'
import { openStore } from '../../src/store/open-store.ts'
import { signTimedToken, signToken } from '../../src/subscribers/token.ts'
import { at, idsInTurn, join } from '../contract/store/store-world.ts'
import { aFolder } from '../sources/a-folder.ts'
import { aWeb, FRAME } from './a-web.ts'

const SECRET = 'a secret of more than thirty-two characters'

const TOML = `
[site]
title = "The Lantern"
url = "https://lantern.example/"
[[newsletters]]
id = "weekly"
title = "The Lantern, weekly"
from = "news@lantern.example"
schedules = { default = "0 9 * * MON", monthly = "0 9 1 * *" }
topics = ["bread", "maps"]
[[newsletters]]
id = "letters"
title = "Letters"
from = "news@lantern.example"
[[newsletters]]
id = "staff"
title = "Staff only"
from = "news@lantern.example"
[web]
url = "https://news.lantern.example/"
secrets = ["${SECRET}"]
[subscribe]
newsletters = ["weekly", "letters"]
`

const WAITING = TOML.replace('topics = [', 'own_hour = true\ntopics = [').replace(
  '[site]',
  '[site]\ntimezone = "Asia/Taipei"',
)

/** Mei, mei@example.org, who gets the weekly, with the web and a real store. */
/** @param ownHour whether the weekly waits for its readers' hours */
export async function aReader({ css = FRAME.css, ownHour = false } = {}) {
  const store = await openStore({ url: `sqlite:${aFolder({})}/reader.db`, now: at(0), newId: idsInTurn() })
  onTestFinished(() => store.close())
  const { config, problems } = parseConfig(
    ownHour ? WAITING : TOML,
    joinPath('/srv', 'broadsheet.toml'),
    {},
    () => true,
  )
  if (!config) throw new Error(problems.map(formatProblem).join('\n'))
  let now = Temporal.Instant.from('2026-11-16T09:00:30Z')
  const ports = { ...store, config, clock: () => now }
  const app = aWeb({
    frame: { ...FRAME, css },
    preferences: {
      holderOf: (token) => holderOf(ports, token),
      viewOf: async (holder) => preferencesView(config, holder),
      change: (holder, wish, network) => changePreferences(ports, holder, wish, network),
      sendFreshLink: (holder) => sendFreshLink(ports, holder),
      askForAddress: (record, typed) => askForAddress(ports, record, typed),
      heldData: ({ record }) => heldData(ports, record),
      erase: (holder) => eraseHolder(ports, holder),
      feedUrl: (handle) => `https://news.lantern.example/feeds/private/${handle}/feed.xml`,
      addressChangeOf: (token) => addressChangeOf(ports, token),
      agreeToAddress: (token) => agreeToAddress(ports, token),
      callOffAddress: (token) => callOffAddress(ports, token),
      writeTo: 'news@lantern.example',
    },
  })
  const weekly = await join(store, 'mei')
  const record = async (address = 'mei@example.org') => store.subscribers.find(address)
  const handle = (await record())?.subscriber?.handle ?? ''
  const tokenAt = (madeAt = now) => signTimedToken('preferences', handle, madeAt, [SECRET])
  const post = (path: string, fields: Record<string, string | string[]>) =>
    app.request(path, {
      method: 'POST',
      body: new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
      ),
    })
  return {
    app,
    store,
    /** What waits in the outbox. */
    mails: () => store.outbox.claimable(now, 100),
    handle,
    weekly,
    record,
    token: tokenAt(),
    tokenAt,
    unsubscribeToken: signToken('unsubscribe', weekly, [SECRET]),
    post,
    /** Sends a form of the page; gives where it leads. */
    send: async (fields: Record<string, string | string[]>) =>
      (await post(`/preferences/${tokenAt()}`, fields)).headers.get('Location'),
    html: async (path = `/preferences/${tokenAt()}`) => (await app.request(path)).text(),
    pass: (duration: Temporal.DurationLike) => {
      now = now.add(duration)
    },
    /** What one of them says; undefined where it says nothing any more. */
    read: async (mail: ClaimableMail | undefined) => {
      if (mail?.content.kind === 'preferences-link') return freshLinkMail(ports, mail.content.subscriber, mail.putAt)
      return mail?.content.kind === 'address-change' ? addressChangeMail(ports, mail.content.side) : undefined
    },
  }
}
