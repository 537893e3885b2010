import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Fetch, type FetchResult, guardedFetch } from '../../src/network/guarded-fetch.ts'
import { probeInstance } from '../../src/network/probe.ts'

const URL = 'https://news.lantern.example/'
const answering = (body: string, status = 200): FetchResult => ({ ok: true, status, url: `${URL}healthz`, body })

test('web.url answers as this instance', async () => {
  const asked: string[] = []
  const fetch: Fetch = async (url) => {
    asked.push(url)
    return answering('{"instance": "abc", "version": "1"}')
  }
  expect(await probeInstance(URL, 'abc', fetch)).toEqual({ answer: 'ours' })
  expect(asked).toEqual(['https://news.lantern.example/healthz'])
})

const silent: [string, FetchResult, string, string][] = [
  [
    'nobody',
    { ok: false, error: 'nothing listens there', fault: 'refused' },
    'nothing listens there',
    'in the firewall',
  ],
  [
    'a name that is not known',
    { ok: false, error: 'no such host is known', fault: 'name' },
    'no such host',
    'in the DNS',
  ],
  [
    'a bad certificate',
    { ok: false, error: 'its certificate has expired', fault: 'certificate' },
    'expired',
    'EXTRA_CA',
  ],
  ['plain http', { ok: false, error: 'what it speaks there is not TLS', fault: 'no-tls' }, 'not TLS', 'a certificate'],
  ['nothing in time', { ok: false, error: 'it does not answer', fault: 'time' }, 'not answer', 'probe = "off"'],
  [
    'a proxy without us',
    answering('', 502),
    'status 502: the web server there does not reach',
    'Start `broadsheet serve`',
  ],
  ['a login', answering('', 401), 'status 401', 'no login'],
  ['no such page', answering('', 404), 'status 404', 'pass everything at this address on'],
  ['a web page', answering('<html>'), 'answers, but not as a Broadsheet', 'pass everything'],
  ['other JSON', answering('null'), 'answers, but not as a Broadsheet', 'pass everything'],
  ['JSON with another kind of instance', answering('{"instance": 7}'), 'not as a Broadsheet', 'pass everything'],
  ['itself, in trouble', answering('{"instance": "abc"}', 503), 'in trouble', 'its log'],
]

test.each(silent)('%s answers: said, with what to put right', async (_name, result, sentence, remedy) => {
  const probed = await probeInstance(URL, 'abc', async () => result)
  expect(probed).toMatchObject({
    answer: 'silent',
    problem: {
      code: 'network.probe',
      message: expect.stringContaining(sentence),
      hint: expect.stringContaining(remedy),
    },
  })
})

test('another one answers: both would send', async () => {
  const probed = await probeInstance(URL, 'abc', async () => answering('{"instance": "xyz"}'))
  expect(probed).toMatchObject({
    answer: 'another',
    problem: { message: expect.stringContaining('another Broadsheet') },
  })
})

test('a server of https with a certificate that nobody knows, and one that speaks http: told apart', async () => {
  const pem = (name: string) => readFileSync(join(import.meta.dirname, '../mail/certificates', name))
  const secure = https
    .createServer({ key: pem('localhost.key.pem'), cert: pem('localhost.pem') }, (_, response) => response.end())
    .listen(0)
  const plain = http.createServer((_, response) => response.end()).listen(0)
  try {
    for (const [server, fault] of [
      [secure, 'certificate'],
      [plain, 'no-tls'],
    ] as const) {
      const url = `https://localhost:${(server.address() as AddressInfo).port}/`
      expect(await guardedFetch({ userAgent: 'x', sites: [url] })(url)).toMatchObject({ ok: false, fault })
    }
  } finally {
    secure.close()
    plain.close()
  }
})
