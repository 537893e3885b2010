import { join } from 'node:path'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Challenge } from 'altcha-lib/types'
import type { Hono } from 'hono'
import { Temporal } from 'temporal-polyfill'
import { onTestFinished } from 'vitest'
import { confirm, signUpOf } from '../../src/actions/subscribers/confirm-sign-up.ts'
import { signUpOffer } from '../../src/actions/subscribers/offered.ts'
import { signUp } from '../../src/actions/subscribers/sign-up.ts'
import { signUpMail, welcomeMail } from '../../src/actions/subscribers/sign-up-mail.ts'
import { newTask, provenWork } from '../../src/app/proof-of-work.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { formatProblem } from '../../src/config/problem.ts'
import type { ClaimableMail } from '../../src/outbox/outbox-mail.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { stampForm } from '../../src/subscribers/form-stamp.ts'
import { idsInTurn } from '../contract/store/store-world.ts'
import { aFolder } from '../sources/a-folder.ts'
import { aWeb } from '../web/a-web.ts'

export const SECRET = 'a secret of more than thirty-two characters'

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
from = "news@lantern.example"
[web]
url = "https://news.lantern.example/"
secrets = ["${SECRET}"]
trust_proxy = true
[subscribe]
newsletters = ["weekly", "letters"]
return = ["https://lantern.example/thanks/"]
`

/** A publication that anybody may sign up to, with a real store; its mails are kept, and its clock is the test's. */
export async function aFrontDoor({ limits = '', toml = TOML } = {}) {
  const store = await openStore({
    url: `sqlite:${aFolder({})}/door.db`,
    now: Temporal.Instant.from('2026-11-16T09:00:00Z'),
    newId: idsInTurn(),
  })
  onTestFinished(() => store.close())
  return frontDoorOf(store, toml + limits)
}

export type FrontDoor = Awaited<ReturnType<typeof aFrontDoor>>

function frontDoorOf(store: Store, toml: string) {
  const { config, problems } = parseConfig(toml, join('/srv', 'broadsheet.toml'), {}, () => true)
  if (!config) throw new Error(problems.map(formatProblem).join('\n'))
  let now = Temporal.Instant.from('2026-11-16T09:00:00Z')
  const done: string[] = []
  const ports = {
    config,
    subscribers: store.subscribers,
    editions: store.editions,
    signUps: watched(store.signUps, 'signUps', done),
    provenWork: (solution: string) => provenWork(solution, config.web.secrets),
    welcomeNote: async () => undefined,
    clock: () => now,
  }
  const stamp = (at = now.subtract({ seconds: 5 })) => stampForm(at.epochMilliseconds, config.web.secrets)
  const app = aWeb({
    trustProxy: true,
    signUp: {
      offer: signUpOffer(config),
      origins: ['https://lantern.example'],
      signUp: (form, from) => signUp(ports, form, from),
      signUpOf: (token) => signUpOf(ports, token),
      confirm: (token, network) => confirm(ports, token, network),
      stamp: () => stamp(now),
      newTask: () => newTask(config.web.secrets, Temporal.Now.instant()),
      script: async () => undefined,
    },
  })
  return {
    app,
    store,
    config,
    /** What waits to be sent, the oldest first. */
    mails: () => store.outbox.claimable(now, 10_000),
    /** What was asked of the store, in order: `signUps.receive`, … */
    done,
    stamp,
    pass: (duration: Temporal.DurationLike) => {
      now = now.add(duration)
    },
    now: () => now,
    /** What a mail that was put says; undefined where it says nothing. */
    read: async ({ content, putAt }: ClaimableMail) => {
      if (content.kind === 'sign-up') return signUpMail(ports, content.signUp, putAt)
      if (content.kind === 'welcome') return welcomeMail(ports, content.subscriptions, putAt)
      throw new Error(content.kind)
    },
    send: (fields: Fields, request?: Sent) => send(app, fields, request),
  }
}

type Fields = Record<string, string | string[]> | string

interface Sent {
  from?: string
  headers?: Record<string, string>
}

/** Posts the form, from an address that the proxy names. */
async function send(app: Hono, fields: Fields, { from = '203.0.113.5', headers = {} }: Sent = {}): Promise<Response> {
  const pairs =
    typeof fields === 'string'
      ? fields
      : Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]))
  return app.request('/subscribe', {
    method: 'POST',
    body: new URLSearchParams(pairs).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Forwarded-For': from, ...headers },
  })
}

/** What the form's script would send. */
export async function solved(app: Hono): Promise<string> {
  const challenge = (await (await app.request('/subscribe/task')).json()) as Challenge
  const solution = await solveChallenge({ challenge, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}

/** The token of the link in a mail that asks. */
export function tokenIn(text: string): string {
  return /\/confirm\/([\w-]{43})/.exec(text)?.[1] ?? ''
}

function watched<T extends object>(part: T, name: string, done: string[]): T {
  return new Proxy(part, {
    get: (target, key) => {
      const method = Reflect.get(target, key)
      if (typeof method !== 'function') return method
      return (...args: unknown[]) => {
        done.push(`${name}.${String(key)}`)
        return method.apply(target, args)
      }
    },
  })
}
