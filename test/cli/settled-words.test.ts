import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { describeSent, type SendEnd } from '../../src/cli/sent-text.ts'
import { aPublication } from './a-publication.ts'

function end(state: string, counts: SendEnd['followed']['counts'], more: Partial<SendEnd['followed']> = {}): SendEnd {
  const edition = { state, reason: state === 'paused' ? 'rejections' : undefined }
  const followed = {
    edition,
    counts,
    seconds: 2,
    mayHaveComeTwice: 0,
    untried: 0,
    untriedWait: [],
    at: Temporal.Instant.from('2026-11-23T09:00:00Z'),
    ...more,
  }
  return { edition: 'weekly/1', followed: followed as SendEnd['followed'], isInterrupted: false, told: [] }
}

test('a send says what is left in plain words', () => {
  const said = describeSent(end('settling', { accepted: 7, deferred: 1 }), 'by smtp://relay.example')
  expect(said).toContain('weekly/1 is not done yet: 7 accepted, 1 deferred')
  expect(said).not.toMatch(/settling|outcome/)
})

test('a send says what waits for an hour, and of what a server put off that it is tried again', () => {
  const untriedWait = ['2 mails wait for hours that their readers chose, until 2026-11-24 07:00.']
  const waiting = { untried: 2, untriedWait }
  const said = describeSent(end('settling', { accepted: 7, deferred: 2 }, waiting), 'by smtp://relay.example')
  expect(said.split('\n').slice(1)).toEqual([
    ...untriedWait,
    'A running `broadsheet serve` sends what waits, or a `broadsheet run --once` after that moment.',
  ])
  const both = describeSent(end('settling', { accepted: 7, deferred: 3 }, waiting), 'by smtp://relay.example')
  expect(both).toContain(untriedWait[0])
  expect(both).toContain('What was deferred is tried again')
})

test('a send says how many mails may have come twice', () => {
  const said = describeSent(end('sent', { accepted: 7 }, { mayHaveComeTwice: 3 }), 'by smtp://relay.example')
  expect(said).toContain('\n3 mails may have come twice: what the server answered was lost, and they were sent again.')
})

test('what to do after a pause is said once: by the alarm, where there was one', () => {
  const paused = end('paused', { accepted: 1, rejected: 60 })
  const advice = 'broadsheet retry weekly/1 --failed'
  expect(describeSent(paused, 'by smtp://relay.example')).toContain(advice)
  const told = ['weekly/1 paused itself: 60 of 61 messages were rejected. Go on with: broadsheet resume weekly/1.']
  expect(describeSent({ ...paused, told }, 'by smtp://relay.example')).not.toContain('broadsheet')
})

test('status shows what may have come twice, and editions that are not over before the others', async () => {
  const { dir, run } = aPublication()
  await run('subscribers', 'add', 'mei@example.com')
  await run('plan', 'weekly')
  const database = new Database(join(dir, 'data/broadsheet.db'))
  database.exec(`
    insert into editions (id, newsletter_id, number, cadence, state, reason, state_at, created_at, transport, subject, candidate_count)
    values (1, 'weekly', 1, 'default', 'paused', null, 1, 1, 'smtp', 'Ash', 1), (2, 'weekly', 2, 'default', 'settling', null, 1, 1, 'smtp', 'Birch', 1),
      (3, 'weekly', 3, 'default', 'sent', null, 1, 1, 'smtp', 'Cedar', 1);
    insert into variants (id, edition_id, mask, language, subject, preheader, html, text) values (1, 3, 1, 'en', 'Cedar', '', '', ''),
      (2, 2, 1, 'en', 'Birch', '', '', '');
    insert into deliveries (edition_id, subscriber_id, subscription_id, variant_id, address, state, state_at, queued_at, uncertain_count)
    values (3, 1, 1, 1, 'mei@example.com', 'accepted', 1, 1, 1), (2, 1, 1, 2, 'mei@example.com', 'uncertain', 1, 1, 1);
  `)
  database.close()
  const all = (await run('status')).stdout
  const [open = '', over = ''] = all.split('The last ones that are over:')
  expect(open).toContain('Editions that are not over:')
  expect(open).toMatch(/weekly\/1 +paused/)
  expect(open).toContain('weekly/1 is paused.\n  Go on with: broadsheet resume weekly/1')
  expect(open).toMatch(/weekly\/2 +not done yet/)
  expect(open).toContain('broadsheet settle weekly/2 --accepted')
  expect(over).toMatch(/weekly\/3 +sent/)
  expect(all).not.toContain('settling')
  const report = JSON.parse((await run('status', '--json')).stdout)
  expect(report.open.map(({ edition }: { edition: string }) => edition)).toEqual(['weekly/1', 'weekly/2'])
  const one = (await run('status', 'weekly/3')).stdout
  expect(one).toContain('1 mail may have come twice: what the server answered was lost, and it was sent again.')
  expect((await run('subscribers', 'show', 'mei@example.com')).stdout).toMatch(
    /weekly\/3 +accepted +Cedar +may have come twice/,
  )
})

test('a retry says how many are tried again, and how many stay out and why', async () => {
  const { dir, run } = aPublication()
  for (const name of ['mei', 'ruth', 'joe']) await run('subscribers', 'add', `${name}@example.com`)
  await run('plan', 'weekly')
  const database = new Database(join(dir, 'data/broadsheet.db'))
  database.exec(`
    insert into editions (id, newsletter_id, number, cadence, state, state_at, created_at, transport, subject, candidate_count)
    values (1, 'weekly', 1, 'default', 'sent', 1, 1, 'mailbox', 'Ash', 3);
    update editions set trial = 1, number = null;
    insert into variants (id, edition_id, mask, language, subject, preheader, html, text) values (1, 1, 1, 'en', 'Ash', '', '', '');
    insert into deliveries (edition_id, subscriber_id, subscription_id, variant_id, address, state, state_at, queued_at)
    select 1, subscriber_id, id, 1, 'x@example.com', 'rejected', 1, 1 from subscriptions;
  `)
  database.close()
  await run('subscribers', 'suppress', 'ruth@example.com')
  await run('subscribers', 'remove', 'joe@example.com')
  const { stdout } = await run('retry', 'weekly/trial-1', '--failed')
  expect(stdout).toContain('1 mail of weekly/trial-1 to try again. 2 stay out: 1 left, 1 suppressed.')
  const again = await run('retry', 'weekly/trial-1', '--failed')
  expect(again.stdout).toContain('Nothing of weekly/trial-1 is to be tried again. 2 stay out: 1 left, 1 suppressed.')
})
