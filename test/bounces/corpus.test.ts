import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/bounces/read-report.ts'
import type { Reported, ReportKind } from '../../src/bounces/report.ts'

/** Per recipient, in the words of those who collected the mails. */
interface Expected {
  code: string
  reason: string
  hard: boolean
}

const folder = process.env.BROADSHEET_CORPORA && join(process.env.BROADSHEET_CORPORA, 'bounces')
const isThere = folder !== undefined && existsSync(folder)

/**
 * Their words → ours. `filtered` is theirs for a "user unknown" that was not said of the recipient: who says it in the
 * plainest words is taken at them. Reports on authentication are no complaints of people, and Apple's unsubscribe is none either.
 */
const REASONS: Record<string, Reported['reason'][]> = {
  userunknown: ['address-gone'],
  hostunknown: ['address-gone'],
  hasmoved: ['address-gone'],
  notaccept: ['address-gone'],
  mailboxfull: ['mailbox-full'],
  filtered: ['policy', 'address-gone'],
  suspend: ['policy'],
  blocked: ['policy', 'sender-setup'],
  badreputation: ['policy'],
  rejected: ['policy', 'sender-setup'],
  policyviolation: ['policy', 'content'],
  securityerror: ['policy'],
  norelaying: ['policy'],
  spamdetected: ['content', 'policy'],
  virusdetected: ['content'],
  mesgtoobig: ['content'],
  exceedlimit: ['content'],
  contenterror: ['content'],
  notcompliantrfc: ['content'],
  requireptr: ['sender-setup'],
  authfailure: ['sender-setup'],
  expired: ['server-trouble'],
  networkerror: ['server-trouble'],
  systemerror: ['server-trouble'],
  mailererror: ['server-trouble'],
  toomanyconn: ['rate'],
  syntaxerror: ['address-gone', 'unknown'],
  undefined: ['unknown', 'server-trouble', 'policy'],
  feedback: ['complaint', 'unsubscribe'],
  vacation: ['auto-reply'],
  delivered: ['delivered'],
}
const KINDS: Record<string, ReportKind[]> = {
  feedback: ['complaint', 'dmarc-report', 'unsubscribe'],
  vacation: ['auto-reply'],
  delivered: ['none'],
}
const ONLY_REPORTS = /auth-failure/i

describe.skipIf(!isThere)('262 mails of many systems (needs BROADSHEET_CORPORA)', async () => {
  const mails: [string, Expected[]][] = isThere
    ? Object.entries(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')))
    : []
  const read = await Promise.all(
    mails.map(async ([name, expected]) => {
      const bytes = readFileSync(join(folder ?? '', 'mails', name))
      return { name, expected, report: await readReport(bytes), isReport: ONLY_REPORTS.test(bytes.toString('latin1')) }
    }),
  )

  it('of at least 98 in a hundred recipients the reason is right', () => {
    const wrong = read.flatMap(({ name, expected, report, isReport }) =>
      expected.flatMap(({ reason }, index) => {
        const ours = isReport ? 'complaint' : report.recipients[index]?.reason
        return ours && REASONS[reason]?.includes(ours) ? [] : [`${name}: ${reason}, not ${ours}`]
      }),
    )
    const all = read.reduce((sum, { expected }) => sum + expected.length, 0)
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(all * 0.02)
  })

  it('each is of the right kind', () => {
    const wrong = read.filter(
      ({ expected, report }) => !(KINDS[expected[0]?.reason ?? ''] ?? ['bounce']).includes(report.kind),
    )
    expect(wrong.map(({ name, report }) => `${name}: ${report.kind}`)).toEqual([])
  })

  it('nobody is told to be gone who may be there, and the reply code is that of the server', () => {
    const recipients = read.flatMap(({ name, expected, report }) =>
      expected.map((each, index) => ({ name, each, ours: report.recipients[index] })),
    )
    const gone = recipients.filter(({ each, ours }) => ours?.permanent && !each.hard && each.reason !== 'filtered')
    expect(gone.map(({ name }) => name)).toEqual(['lhost-ezweb-02.eml'])
    const codes = recipients.filter(({ each, ours }) => each.code !== '' && Number(each.code) !== ours?.code)
    expect(
      codes.length,
      codes.map(({ name, each, ours }) => `${name}: ${each.code}, not ${ours?.code}`).join('\n'),
    ).toBeLessThanOrEqual(recipients.length * 0.03)
  })

  it.each(isThere ? readdirSync(join(folder, 'not-bounces')).filter((name) => name.startsWith('is-not')) : [])(
    '%s is none',
    async (name) => {
      expect((await readReport(readFileSync(join(folder ?? '', 'not-bounces', name)))).kind).toBe('none')
    },
  )
})
