import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aPublication } from './a-publication.ts'

test('a person is erased after a question, and does not come back by an operator', async () => {
  const { run, answer, edit, dir } = aPublication()
  await run('subscribers', 'add', 'ada@example.com', '--name', 'Ada', '--consent', 'by mail on 3 May')
  await run('subscribers', 'add', 'bob@example.com')
  expect(await run('subscribers', 'erase', 'ada@example.com')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Pass --yes'),
  })
  expect(await answer(false, 'subscribers', 'erase', 'ada@example.com')).toMatchObject({
    exitCode: 0,
    stdout: 'Nothing was erased.\n',
    asked: ['In the list of weekly. Erase this person? It cannot be undone.'],
  })
  const erased = await answer(true, 'subscribers', 'erase', 'Ada@Example.com')
  expect(erased.stdout).toBe(
    'Erased: address and name, 1 subscription, the words of 1 line of the record, the address of 0 mails.\n' +
      'Imports and `subscribers add` leave the address out from now on; its own confirmed sign-up lifts that.\n',
  )
  expect((await run('subscribers', 'list')).stdout).not.toMatch(/ada/i)
  for (const command of ['show', 'erase', 'proof'])
    expect(
      await run('subscribers', command, 'ada@example.com', ...(command === 'erase' ? ['--yes'] : [])),
    ).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^This address was erased/),
    })
  expect(await run('subscribers', 'add', 'ada@example.com', '--consent', 'they said so')).toMatchObject({
    exitCode: 1,
    stderr: 'Not subscribed: the address was erased. It comes back when its owner signs up and confirms.\n',
  })
  const list = join(dir, 'list.csv')
  const report = join(dir, 'refused.csv')
  writeFileSync(list, 'email\nADA@example.com\nzoe@example.com\n')
  expect((await run('subscribers', 'import', list, '--report', report)).stdout).toBe(
    '1  added\n1  left out: erased here\n',
  )
  expect((await run('db', 'check')).exitCode).toBe(0)
  // The key goes with the database: in the copy the address is as erased as here.
  expect((await run('db', 'copy', '--to', 'sqlite:elsewhere/b.db')).exitCode).toBe(0)
  edit('broadsheet.toml', (text) => `${text}\n[database]\nurl = "sqlite:elsewhere/b.db"\n`)
  expect((await run('subscribers', 'add', 'ada@example.com')).stderr).toContain('the address was erased')
})

test('`erase --yes --json` says what was erased, without the address', async () => {
  const { run } = aPublication()
  await run('subscribers', 'add', 'ada@example.com')
  const { stdout } = await run('subscribers', 'erase', 'ada@example.com', '--yes', '--json')
  expect(JSON.parse(stdout)).toEqual({
    ...{ schema: 1, isKnown: true, subscriptions: 1, consents: 1, deliveries: 0, cancelled: 0 },
    ...{ signUps: 0, otherMails: 0, wasSuppressed: false, problems: [] },
  })
})

test('the proof of a consent says what happened, when, and by whom', async () => {
  const { run, dir } = aPublication()
  const list = join(dir, 'list.csv')
  writeFileSync(
    list,
    'email,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME\nada@example.com,2021-03-04 10:00:00,192.0.2.1,2021-03-04 10:05:00\n',
  )
  await run('subscribers', 'import', list)
  await run('subscribers', 'remove', 'ada@example.com')
  await run('subscribers', 'add', 'ada@example.com', '--consent', 'by mail on 3 May')
  const { stdout } = await run('subscribers', 'proof', 'ada@example.com')
  expect(stdout.split('\n')).toEqual([
    'What is recorded of ada@example.com; times are those of Asia/Taipei.',
    '',
    'The Lantern, weekly: subscribed.',
    '  2021-03-04 18:00  Signed up at an earlier service, as its list list.csv says, with the network address.',
    '  2021-03-04 18:05  Confirmed at an earlier service, as its list list.csv says, with the network address.',
    expect.stringMatching(/^ {2}\d{4}-.* {2}Taken over from a list by the operator, from list\.csv\.$/),
    expect.stringMatching(/ Removed by the operator\.$/),
    expect.stringMatching(/ Signed up again by the operator, who noted: by mail on 3 May\.$/),
    '',
  ])
  const { newsletters } = JSON.parse((await run('subscribers', 'proof', 'ada@example.com', '--json')).stdout)
  expect(newsletters[0].steps[0]).toEqual({
    action: 'subscribed',
    at: '2021-03-04T10:00:00Z',
    source: 'import list.csv: elsewhere, network address in the list',
  })
  expect(await run('subscribers', 'proof', 'zoe@example.com')).toMatchObject({
    exitCode: 1,
    stderr: 'Nobody is subscribed with that address.\n',
  })
})
