import { expect, test } from 'vitest'
import type { Fetch, FetchResult } from '../../src/network/guarded-fetch.ts'
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

test.each<[string, FetchResult, string]>([
  ['nobody', { ok: false, error: 'nothing listens there' }, 'does not answer: nothing listens there'],
  ['an error', answering('', 502), 'answers with status 502'],
  ['a web page', answering('<html>'), 'answers, but not as a Broadsheet'],
  ['other JSON', answering('null'), 'answers, but not as a Broadsheet'],
  ['JSON with another kind of instance', answering('{"instance": 7}'), 'answers, but not as a Broadsheet'],
  ['another one', answering('{"instance": "xyz"}'), 'answers as another Broadsheet'],
])('%s answers: said, with what to do', async (_name, result, sentence) => {
  const probed = await probeInstance(URL, 'abc', async () => result)
  expect(probed).toMatchObject({
    answer: sentence.endsWith('another Broadsheet') ? 'another' : 'silent',
    problem: {
      code: 'network.probe',
      message: `web.url (https://news.lantern.example/healthz) ${sentence}.`,
      hint: expect.stringContaining('probe = "off"'),
    },
  })
})
