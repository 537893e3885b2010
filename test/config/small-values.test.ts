import { describe, expect, it } from 'vitest'
import { parseBaseUrl } from '../../src/config/base-url.ts'
import { parseDuration } from '../../src/config/duration.ts'
import { parseLanguage, parseTimeZone } from '../../src/config/locale.ts'
import { nearestKey } from '../../src/config/nearest-key.ts'
import { isLoopback, parseSmtpUrl } from '../../src/config/smtp-url.ts'

describe('parseDuration', () => {
  it.each([
    ['30m', 'PT30M'],
    ['12h', 'PT12H'],
    ['7d', 'PT168H'],
    ['0m', 'PT0S'],
  ])('%s is %s', (text, duration) => expect(String(parseDuration(text))).toBe(duration))

  it.each(['30', '30 m', '1.5h', '-1h', '30s', 'PT30M', ''])('refuses %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  )
})

describe('parseBaseUrl', () => {
  it.each([
    ['https://lantern.example', 'https://lantern.example/'],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000/'],
    ['https://a.example/blog', 'https://a.example/blog/'],
    ['https://燈塔.example/', 'https://xn--oms350d.example/'],
  ])('%s is %s', (text, url) => expect(parseBaseUrl(text)).toBe(url))

  it.each([
    'lantern.example',
    '/',
    'ftp://a.example/',
    'https://u:p@a.example/',
    'https://a.example/?x',
    'javascript:0',
  ])('refuses %s', (text) => expect(parseBaseUrl(text)).toBeUndefined())
})

describe('parseSmtpUrl', () => {
  it.each([
    ['smtp://127.0.0.1:25', { kind: 'smtp', host: '127.0.0.1', port: 25 }],
    ['smtps://relay.example/', { kind: 'smtps', host: 'relay.example' }],
    ['smtp://[2001:db8::1]:587', { kind: 'smtp', host: '2001:db8::1', port: 587 }],
    ['mailbox:dist/mail', { kind: 'mailbox', dir: 'dist/mail' }],
  ])('reads %s', (text, url) => expect(parseSmtpUrl(text)).toEqual(url))

  it.each([
    'relay.example',
    'smtp:relay',
    'smtp://',
    'smtp://u:p@a.example',
    'smtp://a.example/x',
    'mailbox:',
    'http://a.b',
  ])('refuses %s', (text) => expect(parseSmtpUrl(text)).toBeUndefined())
})

it('isLoopback is not taken in by a name that begins like an address', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].map(isLoopback)).toEqual([true, true, true, true])
  expect(['127.0.0.1.evil.example', 'localhost.example', '10.0.0.1'].map(isLoopback)).toEqual([false, false, false])
})

it('parseLanguage spells a tag as BCP 47 does', () => {
  expect(['EN', 'zh-hant-tw', 'he', 'zh_TW', ''].map(parseLanguage)).toEqual([
    'en',
    'zh-Hant-TW',
    'he',
    undefined,
    undefined,
  ])
})

it('parseTimeZone takes names, and no bare offset', () => {
  expect(['Asia/Taipei', 'UTC', 'Asia/Tapei', '+08:00', ''].map(parseTimeZone)).toEqual([
    'Asia/Taipei',
    'UTC',
    undefined,
    undefined,
    undefined,
  ])
})

it('nearestKey guesses what was meant, or says nothing', () => {
  const known = ['title', 'timezone', 'reply_to', 'from']
  expect(['titel', 'timeZone', 'reply-to', 'form', 'colour'].map((key) => nearestKey(key, known))).toEqual([
    'title',
    'timezone',
    'reply_to',
    'from',
    undefined,
  ])
})
