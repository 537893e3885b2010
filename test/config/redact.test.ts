import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutCredentials, withoutPeople } from '../../src/config/redact.ts'

describe('without people', () => {
  test.each([
    ['530 5.7.1 <a@example.net>: sender may not send', '530 5.7.1 <<address>>: sender may not send'],
    ['no mailbox "john doe"@example.net here', 'no mailbox <address> here'],
    ['joão@exämple.net, x', '<address>, x'],
    ['root@localhost', '<address>'],
    ['user@10.0.0.1', '<address>'],
    ['    at victim@example.com/feed.xml', '    at <address>'],
    ['https://a.example/?to=ann%40example.com', 'https:<address>'],
    ['smtp://bob:s3cr3t/pass@relay.example:25', 'smtp://<login>@relay.example:25'],
    [`/unsubscribe/${'A'.repeat(43)}`, '/unsubscribe/<token>'],
    ['file:///x/node_modules/.pnpm/hono@4.1.2/x.js', 'file:///x/node_modules/.pnpm/hono@4.1.2/x.js'],
    ['weekly/12 is sent: 3 accepted', 'weekly/12 is sent: 3 accepted'],
  ])('%s', (text, clean) => expect(withoutPeople(text)).toBe(clean))
})

test('a long text takes as many times longer as it is longer', () => {
  const clean = withoutCredentials([{ user: 'bob', password: 's3cr3t-pass' }])
  const took = (text: string) => {
    const begun = process.cpuUsage()
    clean(withoutPeople(text))
    return process.cpuUsage(begun).user
  }
  for (const piece of ['x', '"', '//a:', '%40', 'a@', '\\"', ':', 'x ']) {
    const [short, long] = [took(piece.repeat(10_000)), took(piece.repeat(100_000))]
    // Ten times; a quadratic pass would take a hundred times, which is seconds.
    expect(long).toBeLessThan(40 * short + 200_000)
  }
})

describe('without credentials', () => {
  const login = { user: 'bob', password: 's3cr3t-pass' }
  const clean = withoutCredentials([login])
  const base64 = (text: string) => Buffer.from(text).toString('base64')

  test.each([
    ['535 5.7.8 bad AUTH PLAIN AGJvYgBzM2NyM3QtcGFzcw==', '535 5.7.8 bad AUTH PLAIN <login>'],
    ['535 no bob with s3cr3t-pass', '535 no <user> with <password>'],
    ['535 LOGIN/AGJvYgBzM2NyM3QtcGFzcw', '535 <login>'],
    [`535 ${base64('bob')} ${base64('s3cr3t-pass')}`, '535 <login> <login>'],
    ['535 cut off: AGJvYgBzM2N', '535 cut off: <login>'],
    [`535 cut off: ${base64('s3cr3t-pass').slice(0, 10)}`, '535 cut off: <login>'],
    [`334 ${base64('user=bob\u0001auth=Bearer xyz\u0001\u0001')}`, '334 <login>'],
    [`535 ${base64('bob 5d41402abc4b2a76b9719d911017c592')}`, '535 <login>'],
    ['535 Authentication credentials invalid for bobby', '535 Authentication credentials invalid for bobby'],
    ['', ''],
  ])('%s', (text, said) => expect(clean(text)).toBe(said))

  test('nothing is set: nothing is taken out', () => {
    expect(withoutCredentials([{}, { user: '', password: '' }])('535 no')).toBe('535 no')
  })

  test('property: no password comes through, however it is quoted', () => {
    const text = fc.string({ minLength: 6, maxLength: 30, unit: 'grapheme-ascii' }).filter((value) => !/\s/.test(value))
    fc.assert(
      fc.property(text, text, fc.constantFrom('plain', 'base64', 'AUTH PLAIN'), (user, password, how) => {
        const echoed = { plain: password, base64: base64(password), 'AUTH PLAIN': base64(`\0${user}\0${password}`) }[
          how
        ]
        const said = withoutCredentials([{ user, password }])(`535 5.7.8 no: ${echoed} (x)`)
        expect(said).not.toContain(echoed)
      }),
    )
  })
})

test('a word that is no base64 of a login stays', () => {
  const clean = withoutCredentials([{ user: 'bob', password: 'first-password' }])
  expect(clean('the changed configuration is taken')).toBe('the changed configuration is taken')
})
