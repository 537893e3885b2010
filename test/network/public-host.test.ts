import { expect, it } from 'vitest'
import { isPublicHost } from '../../src/network/public-host.ts'

it.each([
  'https://news.lantern.example/',
  'https://news.lantern.example:8443/below/',
  'http://1.1.1.1/',
  'http://[2606:4700::1111]/',
])('%s may be reached by others', (url) => expect(isPublicHost(url)).toBe(true))

it.each([
  'http://127.0.0.1:3000/',
  'https://localhost:8443/',
  'http://me.localhost/',
  'http://192.168.1.5/',
  'http://[::1]:3000/',
  'http://[::ffff:10.0.0.1]/',
  'http://server/',
  'http://nas.local/',
  'http://box.home.arpa/',
])('%s by this machine and its neighbours alone', (url) => expect(isPublicHost(url)).toBe(false))
