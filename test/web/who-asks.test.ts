import { describe, expect, it } from 'vitest'
import { clientAddress, networkOf } from '../../src/web/who-asks.ts'

const of = (peer: string | undefined, forwarded: string | undefined, trustProxy: boolean) =>
  clientAddress({ peer, header: (name) => (name === 'X-Forwarded-For' ? forwarded : undefined) }, trustProxy)

describe('the address of whoever asks', () => {
  it('is the other end of the connection, whatever the request says', () => {
    expect(of('203.0.113.5', undefined, false)).toBe('203.0.113.5')
    expect(of('203.0.113.5', '198.51.100.7', false)).toBe('203.0.113.5')
    expect(of('::ffff:203.0.113.5', undefined, false)).toBe('203.0.113.5')
    expect(of(undefined, undefined, false)).toBe('unknown')
  })

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    // Whoever asks can write what stands before the last.
    ['10.0.0.1, 192.0.2.9, 198.51.100.7', '198.51.100.7'],
    ['198.51.100.7:51234', '198.51.100.7'],
    ['[2001:DB8::1]:443', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    // What is no address is not believed.
    ['unknown', '127.0.0.1'],
    ['198.51.100.7, <script>', '127.0.0.1'],
    ['', '127.0.0.1'],
    [undefined, '127.0.0.1'],
  ])('behind a trusted proxy that says %s: %s', (forwarded, address) => {
    expect(of('127.0.0.1', forwarded, true)).toBe(address)
  })
})

it.each([
  ['203.0.113.5', '203.0.113.5'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0000:ffff::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['1::', '1:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
