import { expect, test } from 'vitest'
import { helloName, parseHelloName } from '../../src/config/hello-name.ts'

test.each([
  ['https://news.lantern.example/', 'news@other.example', 'news.lantern.example'],
  ['https://bücher.example:8443/lists/', 'news@other.example', 'xn--bcher-kva.example'],
  ['http://127.0.0.1:3000/', 'news@lantern.example', 'lantern.example'],
  ['http://[::1]:3000/', 'news@bücher.example', 'xn--bcher-kva.example'],
  ['http://localhost/', 'news@lantern.example', 'lantern.example'],
  ['http://printer.local/', 'news@lantern.example', 'lantern.example'],
  ['http://vm/', 'news@lantern.example', 'lantern.example'],
  ['http://192.0.2.1/', 'root@vm.internal', undefined],
])('readers reach it at %s, mails are from %s: hello, this is %s', (url, sender, expected) => {
  expect(helloName(url, [sender])).toBe(expected)
})

test.each([
  ['mail.lantern.example', 'mail.lantern.example'],
  ['Bücher.example', 'xn--bcher-kva.example'],
  ['[192.0.2.1]', '[192.0.2.1]'],
  ['[IPv6:2001:db8::1]', '[IPv6:2001:db8::1]'],
  ['[2001:db8::1]', '[IPv6:2001:db8::1]'],
  ['vm', undefined],
  ['localhost', undefined],
  ['192.0.2.1', undefined],
  ['[mail]', undefined],
  ['mail.lantern.example\r\nMAIL FROM:<a@b.example>', undefined],
  ['a b.example', undefined],
  ['', undefined],
])('hello = %j is %s', (text, expected) => {
  expect(parseHelloName(text)).toBe(expected)
})
