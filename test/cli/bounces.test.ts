import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { aPublication } from './a-publication.ts'

const MAIL = 'test/golden/bounces/two-in-words.eml'

it('says what a returned mail reports, without a publication', async () => {
  const { run } = aPublication({ 'broadsheet.toml': 'nothing = of it' })
  const { stdout, exitCode } = await run('bounces', '--file', MAIL)
  expect(stdout).toContain('A bounce.')
  expect(stdout).toContain('ada@example.org  the address is gone')
  expect(stdout).toContain('bob@example.net  the mailbox is full')
  expect(exitCode).toBe(0)
})

it('prints one object', async () => {
  const { stdout } = await aPublication().run('bounces', '--file', MAIL, '--json')
  await expect(`${JSON.stringify(JSON.parse(stdout), null, 2)}\n`).toMatchFileSnapshot(
    '../golden/contracts/json/bounces.json',
  )
})

it.each([
  ['nowhere.eml', 'There is no such file.'],
  ['test', 'This is a folder, not a mail.'],
])('%s is refused with a sentence', async (file, why) => {
  const { stderr, exitCode } = await aPublication().run('bounces', '--file', file)
  expect(stderr).toContain(`${file}: ${why}`)
  expect(stderr).toContain('Name the file of one mail')
  expect(exitCode).toBe(1)
})

it('an empty file reports nothing', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'broadsheet-bounces-')), 'empty.eml')
  writeFileSync(file, '')
  expect((await aPublication().run('bounces', '--file', file)).stdout).toContain('No bounce')
})
