import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aPublication } from './a-publication.ts'

function withList(bytes: string | Buffer, name = 'list.csv') {
  const publication = aPublication()
  writeFileSync(join(publication.dir, name), bytes)
  const list = join(publication.dir, name)
  return { ...publication, list, run: publication.run }
}

test('an import says how it read the list, and what of it was not used, before its figures', async () => {
  const { run, list } = withList(
    'email;Name;Telefon;email_disabled\na@w.example;Jos\xe9 M\xfcller;1;false\nb@w.example;;2;true\n',
  )
  writeFileSync(
    list,
    Buffer.from(
      'email;Name;Telefon;email_disabled\na@w.example;Jos\xe9 M\xfcller;1;false\nb@w.example;;2;true\n',
      'latin1',
    ),
  )
  const { exitCode, stdout, stderr } = await run('subscribers', 'import', list)
  expect({ exitCode, stderr: stderr.split('\n') }).toEqual({
    exitCode: 0,
    stderr: [
      'Read as windows-1252. If names look wrong, say what it is with --encoding.',
      'Columns that say who is not to be mailed, and of how many: email_disabled (1).',
      'Columns not used: Telefon.',
      '',
    ],
  })
  expect(stdout.split('\n')).toEqual(['1  added', '1  written down as unsubscribed', ''])
  expect((await run('subscribers', 'list')).stdout).toContain('José Müller')
})

test('a trial writes nothing', async () => {
  const { run, list } = withList('email,status\na@w.example,active\nb@w.example,pending\n')
  const { stdout } = await run('subscribers', 'import', list, '--dry-run')
  expect(stdout).toBe(
    [
      '1  active: added where they are not known yet',
      '1  left out: never confirmed at the other service',
      'Nothing was written, since this was a trial.',
      '',
    ].join('\n'),
  )
  expect((await run('subscribers', 'list')).stdout).toBe('Nobody.\n')
})

test('where somebody sits there, the columns and figures are shown before the question', async () => {
  const { answer, run, list } = withList('Kontakt,Vorname,status\na@w.example,Ana,active\nb@w.example,,unsubscribed\n')
  const refused = await answer(false, 'subscribers', 'import', list)
  expect(refused).toMatchObject({ exitCode: 0, stdout: 'Nothing was imported.\n', asked: ['Import this into weekly?'] })
  expect(refused.stderr.split('\n')).toEqual([
    'Addresses are in the column "Kontakt".',
    'Columns read: Vorname as first-name.',
    'Columns that say who is not to be mailed, and of how many: status (1).',
    '1  active: added where they are not known yet',
    '1  written down as unsubscribed',
    '',
  ])
  expect((await run('subscribers', 'list')).stdout).toBe('Nobody.\n')
  expect(await answer(true, 'subscribers', 'import', list)).toMatchObject({ exitCode: 0, asked: [expect.anything()] })
  expect(await answer(false, 'subscribers', 'import', list, '--yes')).toMatchObject({
    stdout: '2  known already\n',
    asked: [],
  })
})

test('with --report the terminal has counts alone, and the file each row', async () => {
  const { run, list, dir } = withList('email\nnobody\na@w.example\nA@W.example\n')
  const report = join(dir, 'refused.csv')
  const { exitCode, stdout, stderr } = await run('subscribers', 'import', list, '--report', report)
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 1,
    stdout: '1  added\n1  twice in the file\n1  could not be read\n',
    stderr: '',
  })
  expect(readFileSync(report, 'utf8')).toBe(
    'line,reason,address\n2,The address has no @.,nobody\n' +
      '4,Another row of the list has the same address: the strictest of them counts.,A@W.example\n',
  )
  expect(statSync(report).mode & 0o777).toBe(0o600)
  // An earlier report is replaced, another file is not.
  expect((await run('subscribers', 'import', list, '--report', report)).exitCode).toBe(1)
  const kept = await run('subscribers', 'import', list, '--report', list)
  expect(kept).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There is another file of that name.') })
  expect(readFileSync(list, 'utf8')).toContain('a@w.example')
})

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])

test.each([
  ['UTF-16 with tabs', utf16('email\tname\r\na@w.example\tJosé\r\n'), 'Read as utf-16le.', '1  added'],
  ['a BOM and semicolons', Buffer.from('\ufeffemail;name\r\na@w.example;José\r\n'), '', '1  added'],
  [
    'a NUL',
    Buffer.from(`email,name\n${'b@w.example,x\n'.repeat(400)}a\0@w.example,x\n`),
    ':402: The address holds',
    '1  added',
  ],
  ['a quote never closed', Buffer.from('email,name\na@w.example,"José\nb@w.example,x\n'), ':2: A quote opens', ''],
  [
    'a line of 10 MB',
    Buffer.from(`email,name\na@w.example,x\nb@w.example,${'x'.repeat(1e7)}\n`),
    ':3: The row is longer',
    '1  added',
  ],
])('%s: one sentence, and nothing by half', async (_, bytes, sentence, figures) => {
  const { run, list } = withList(bytes)
  const { stdout, stderr } = await run('subscribers', 'import', list)
  expect(stderr).toContain(sentence)
  expect(stderr.split('\n').length).toBeLessThanOrEqual(2)
  expect(stdout.split('\n')[0]?.replace(/ +/, '  ')).toBe(figures)
})

test('a list that is not understood is refused whole, and goes with what the operator says of it', async () => {
  const { run, list } = withList('Kontakt,Zustand\na@w.example,aktiv\nb@w.example,verzogen\n')
  const refused = await run('subscribers', 'import', list)
  expect(refused.exitCode).toBe(1)
  expect(refused.stderr).toBe(
    `${list}:3: The column "Zustand" says whether somebody left, and this is not understood: "verzogen" (1 row). ` +
      'Nothing was imported. Say what it means: --status "verzogen=unsubscribed" (or active, pending, suppressed); ' +
      'or that the column says nothing of it: --ignore "Zustand".\n',
  )
  expect((await run('subscribers', 'list')).stdout).toBe('Nobody.\n')
  const taken = await run('subscribers', 'import', list, '--status', 'verzogen=unsubscribed')
  expect(taken).toMatchObject({ exitCode: 0, stdout: '1  added\n1  written down as unsubscribed\n' })
})

test.each([
  ['--column', 'mail', 'holds no "="'],
  ['--column', 'phone=Telefon', 'knows no "phone"'],
  ['--status', 'frozen=gone', 'knows no "gone"'],
  ['--as', 'left', 'knows no "left"'],
  ['--encoding', 'klingon', 'There is no encoding "klingon".'],
])('%s %s is told', async (flag, value, sentence) => {
  const { run, list } = withList(Buffer.from('email\na@w.example\n'))
  const { exitCode, stderr } = await run('subscribers', 'import', list, flag, value)
  expect(exitCode).toBeGreaterThan(0)
  expect(stderr).toContain(sentence)
})

test('suppressed addresses are listed, exported, and let go again', async () => {
  const { run } = aPublication()
  await run('subscribers', 'add', 'ada@example.com', '--name', 'Ada')
  await run('subscribers', 'add', 'bob@example.com')
  await run('subscribers', 'suppress', 'ada@example.com', 'zoe@example.com', '--note', 'by phone')
  expect((await run('subscribers', 'list')).stdout.split('\n')).toEqual([
    expect.stringMatching(/^id {2}address +name +newsletter +state +since$/),
    expect.stringMatching(/^1 {3}ada@example\.com +Ada +weekly +active, suppressed: operator +\d{4}-/),
    expect.stringMatching(/^2 {3}bob@example\.com +weekly +active +\d{4}-/),
    '',
    '2 subscriptions.',
    'Suppressed besides, and subscribed to nothing: 1. See them with: --state suppressed.',
    '',
  ])
  expect((await run('subscribers', 'list', '--state', 'active')).stdout).not.toContain('ada@')
  const suppressed = await run('subscribers', 'list', '--state', 'suppressed')
  expect(suppressed.stdout.split('\n')).toEqual([
    expect.stringMatching(/^address +name +why +since +note$/),
    expect.stringMatching(/^ada@example\.com +Ada +operator +\d{4}-.* by phone$/),
    expect.stringMatching(/^zoe@example\.com +operator +\d{4}-.* by phone$/),
    '',
    '2 suppressed addresses.',
    '',
  ])
  expect((await run('subscribers', 'export')).stdout).toMatch(/\nzoe@example\.com,,suppressed,/)
  expect(await run('subscribers', 'unsuppress', 'ada@example.com', 'zoe@example.com')).toMatchObject({
    exitCode: 0,
    stdout: '2 addresses may be mailed again.\n',
  })
  const shown = (await run('subscribers', 'show', 'ada@example.com')).stdout
  expect(shown).toMatch(
    /Record:\n.* weekly +subscribed +cli\n.* address +suppressed +cli +operator +by phone\n.* address +unsuppressed +cli/,
  )
})

test('nothing to lift is told, and so is a complaint, which is theirs alone to take back', async () => {
  const { run, list } = withList('email,complained\nada@example.com,yes\nbob@example.com,no\n')
  await run('subscribers', 'import', list)
  expect(await run('subscribers', 'unsuppress', 'bob@example.com')).toMatchObject({
    exitCode: 1,
    stderr: 'The address is not suppressed.\n',
  })
  expect((await run('subscribers', 'unsuppress', 'ada@example.com')).stderr).toMatch(
    /^They reported a mail as spam; .* --consent /,
  )
  expect(await run('subscribers', 'unsuppress', 'ada@example.com', '--consent', 'by mail')).toMatchObject({
    exitCode: 0,
  })
  expect((await run('subscribers', 'unsuppress')).exitCode).toBe(2)
  expect((await run('subscribers', 'unsuppress', '--edition', 'weekly/7')).stderr).toMatch(/weekly\/7/)
})

test('a name is cleaned as an imported one is', async () => {
  const { run } = aPublication()
  await run('subscribers', 'add', 'ada@example.com', '--name', `A\u202e\r\nda${'x'.repeat(600)}`)
  const { subscriber } = JSON.parse((await run('subscribers', 'show', 'ada@example.com', '--json')).stdout)
  expect(subscriber.name).toMatch(/^A dax{124}$/)
})

test.each([
  [
    'an Excel workbook',
    Buffer.from('PK\x03\x04\x14\x00[Content_Types].xml xl/workbook.xml', 'latin1'),
    'This is an Excel workbook, not CSV.',
  ],
  ['a ZIP file', Buffer.from('PK\x03\x04\x14\x00subscribed.csv', 'latin1'), 'This is a ZIP file, not CSV.'],
  [
    'a web page',
    Buffer.from('<!DOCTYPE html>\n<html><body>Log in</body></html>\n'),
    'This is a web page or XML, not CSV.',
  ],
  ['JSON', Buffer.from('[\n  {"email": "a@b.example"}\n]\n'), 'This is JSON, not CSV.'],
  ['bytes', Buffer.from([1, 2, 0, 7, 200, 0]), 'This is no text, and so no list.'],
  ['nothing', Buffer.alloc(0), 'There are no rows in the list.'],
])('%s gives one sentence', async (_, bytes, sentence) => {
  const { run, list } = withList(bytes)
  const { exitCode, stderr } = await run('subscribers', 'import', list)
  expect(exitCode).toBe(1)
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(sentence)])
})
