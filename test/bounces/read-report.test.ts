import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/bounces/read-report.ts'

const GOLDEN = 'test/golden/bounces'

describe('a mail, and what it reports', () => {
  it.each(readdirSync(GOLDEN).filter((name) => name.endsWith('.eml')))('%s', async (name) => {
    const report = await readReport(readFileSync(join(GOLDEN, name)))
    await expect(`${JSON.stringify(report, null, 2)}\n`).toMatchFileSnapshot(
      `../golden/bounces/${name.replace(/\.eml$/, '.json')}`,
    )
  })
})

describe('whatever somebody sends', () => {
  const words = [
    'From: MAILER-DAEMON@a.example\n',
    'Content-Type: multipart/report; boundary=b\n',
    '\n',
    '--b\n',
    '--b--',
    'Final-Recipient: rfc822; ',
    'Action: failed\n',
    '550 5.1.1 ',
    'ada@example.org',
    '<',
    '>',
    ':',
    ' said: ',
    'Received: by\n',
    '> ',
    '\u0000',
    '=?utf-8?B?',
    'Content-Type: message/delivery-status\n\n',
    'user unknown',
    'é',
    '{"notificationType":"Bounce"}',
  ]

  it('is read, and names no address that the mail does not hold', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...words), { maxLength: 60 }), async (pieces) => {
        const text = pieces.join('')
        const { recipients } = await readReport(Buffer.from(text))
        for (const { address } of recipients) if (address) expect(text).toContain(address)
      }),
    ))

  it('bytes, too', () =>
    fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => void (await readReport(bytes)))))

  it.each([
    ['one long line', 'x'.repeat(3_000_000)],
    ['addresses', 'ada@example.org '.repeat(200_000)],
    ['at signs', '@'.repeat(1_000_000)],
    ['separators', '-----\n'.repeat(300_000)],
    ['fields', 'Final-Recipient: rfc822; ada@example.org\n\n'.repeat(60_000)],
    ['codes', '550 5.1.1 '.repeat(200_000)],
    ['nested parts', 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(50_000)],
    ['tags', `Content-Type: text/html\n\n${'<'.repeat(1_000_000)}`],
  ])(
    '%s without end are read in a moment',
    async (_, text) => {
      const report = await readReport(Buffer.from(`From: MAILER-DAEMON@a.example\nSubject: Undelivered\n${text}`))
      expect(report.recipients.length).toBeLessThanOrEqual(1_000)
    },
    20_000,
  )
})
