import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Cli } from '../../src/cli/cli.ts'
import { runProgram } from '../../src/cli/run-program.ts'
import { aPost, aPublication, type TestPublication, TOML } from './a-publication.ts'
import { fakeTerminal } from './fake-terminal.ts'

describe('2, wrong usage', () => {
  it.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['plan', '--nonsense'], "unknown option '--nonsense'"],
    [['send'], "missing required argument 'newsletter'"],
    [['adopt', '--before', 'never'], 'Write it as 2026-11-01'],
    [['subscribers', 'list', '--limit', 'many'], 'Write a whole number'],
    [
      ['subscribers', 'list', '--state', 'asleep'],
      'It is pending, active, paused, by-feed, unsubscribed or suppressed',
    ],
    [['status', 'weekly'], '"weekly" is not the name of an edition. Write it as weekly/12.'],
    [['approve', 'Weekly/012'], '"Weekly/012" is not the name of an edition.'],
    [['plan', 'daily'], 'There is no newsletter "daily". There is: weekly.'],
    [['send', 'weekly', '--cadence', 'hourly'], 'weekly has no cadence "hourly". It has: default.'],
    [['retry', 'weekly/1'], 'Either --failed or --uncertain.'],
    [['settle', 'weekly/1'], 'Either --accepted or --rejected.'],
    [['subscribers', 'add', 'nobody'], 'The address has no @.'],
    [['send', 'weekly', '--to', 'nobody'], 'The address has no @.'],
  ])('%j', async (args, sentence) => {
    const { exitCode, stdout, stderr } = await aPublication().run(...args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it('is one object with --json, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await aPublication().run('plan', '--nonsense', '--json')
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      schema: 1,
      problems: [{ code: 'cli.usage', severity: 'error', message: "unknown option '--nonsense'", hint: HELP }],
    })
  })

  it.each([[[]], [['subscribers']]])('is to name no command: %j', async (args) => {
    const terminal = fakeTerminal()
    const finish = (exitCode: number) => terminal.out(String(exitCode))
    await runProgram({ terminal, finish } as unknown as Cli, '0.0.0', ['node', 'broadsheet', ...args])
    expect(terminal).toMatchObject({ stdout: '2\n', stderr: expect.stringContaining('Usage: broadsheet') })
  })

  it('is to ask a question where nobody is, without --yes', async () => {
    const publication = await withNews()
    const { exitCode, stderr } = await publication.run('send', 'weekly')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('There is nobody here to ask whether to send this. Pass --yes')
    expect(await isUnsent(publication)).toBe(true)
  })

  it('is to ask a question of a program, too', async () => {
    const publication = await withNews()
    const { exitCode, stdout } = await publication.answer(true, 'send', 'weekly', '--json')
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, problems: [{ code: 'send.question' }] })
    expect(await isUnsent(publication)).toBe(true)
  })
})

describe('0, done', () => {
  it.each([
    [['--help'], 'Usage: broadsheet'],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
    [['help', 'send'], 'Usage: broadsheet send'],
    [['subscribers', 'add', '--help'], 'broadsheet subscribers add mei@example.com'],
    [['send', 'weekly', '--yes'], 'Nothing is new.'],
    [['plan'], 'weekly: nothing is new.'],
    [['subscribers', 'list'], 'Nobody.'],
  ])('%j', async (args, said) => {
    const { exitCode, stdout } = await aPublication().run(...args)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(said)
  })

  it('is to answer no', async () => {
    const publication = await withNews()
    const { exitCode, stdout, stderr } = await publication.answer(false, 'send', 'weekly')
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Nothing was sent.\n' })
    expect(stderr).toContain('weekly: 2 posts for 1 person')
    expect(await isUnsent(publication)).toBe(true)
  })

  it('is to leave out a broken post: build and plan say so and go on', async () => {
    const publication = aPublication({ 'content/posts/broken.md': '---\ntitle: "never closed\n---\nText.\n' })
    for (const command of ['build', 'plan']) {
      const { exitCode, stderr } = await publication.run(command)
      expect(exitCode).toBe(0)
      expect(stderr).toMatch(/^warning: content\/posts\/broken\.md:2(:\d+)?: /m)
    }
  })

  it('is to send what is right beside a broken post, which is an error of check alone', async () => {
    const publication = aPublication()
    writeFileSync(join(publication.dir, 'content/posts/broken.md'), '---\ntitle: "never closed\n---\nText.\n')
    for (const command of [
      ['send', 'weekly', '--to', 'me@example.com'],
      ['send', 'weekly', '--yes'],
      ['run', '--once'],
      ['adopt'],
    ]) {
      const { exitCode, stderr } = await publication.run(...command)
      expect({ command, exitCode }).toEqual({ command, exitCode: 0 })
      expect(stderr).toMatch(/^warning: content\/posts\/broken\.md:2(:\d+)?: /m)
    }
    const { exitCode, stderr } = await publication.run('check')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^content\/posts\/broken\.md:2(:\d+)?: /m)
  })
})

describe('1, a problem', () => {
  it.each([
    [['status', 'weekly/9'], 'There is no edition weekly/9. See them with: broadsheet status.'],
    [['send', 'weekly', '--post', 'content/posts/none.md', '--yes'], 'content/posts/none.md is no post of this site.'],
    [['send', 'weekly', '--plan', '0123456789abcdef'], 'No plan 0123456789abcdef of weekly is kept.'],
    [['subscribers', 'show', 'ada@example.com'], 'Nobody is subscribed with that address.'],
    [['subscribers', 'import', 'none.csv'], 'none.csv'],
  ])('%j', async (args, sentence) => {
    const { exitCode, stdout, stderr } = await aPublication().run(...args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain(sentence)
  })

  it('is what check finds; warnings are none', async () => {
    const warned = aPublication({ 'broadsheet.toml': TOML.replace(/postal_address.*\n/, '') })
    const { exitCode, stderr } = await warned.run('check')
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^warning: .*postal_address/)
    const broken = aPublication({ 'content/posts/broken.md': aPost('Broken', 1).replace('2026-11-01', '2026-13-01') })
    expect((await broken.run('check')).exitCode).toBe(1)
  })

  it('is a suppressed address', async () => {
    const { run } = aPublication()
    await run('subscribers', 'suppress', 'ada@example.com')
    const { exitCode, stderr } = await run('subscribers', 'add', 'ada@example.com')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^Not subscribed: the address is suppressed\. .* broadsheet subscribers unsuppress ada@example\.com\.\n$/,
    )
  })

  it('is somebody who left, until it is said how they asked to come back', async () => {
    const { run } = aPublication()
    await run('subscribers', 'add', 'ada@example.com')
    await run('subscribers', 'remove', 'ada@example.com')
    expect(await run('subscribers', 'add', 'ada@example.com')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^Not subscribed: they left this newsletter\. .* --consent /),
    })
    expect(await run('subscribers', 'add', 'ada@example.com', '--consent', 'by mail on 3 May')).toMatchObject({
      exitCode: 0,
      stdout: 'Subscribed to weekly again.\n',
    })
  })
})

describe('3, held', () => {
  it('needs an operator, and says what to do', async () => {
    const publication = await withNews()
    await publication.run('adopt')
    renameSync(join(publication.dir, 'content/posts/cedar.md'), join(publication.dir, 'content/posts/deodar.md'))
    publication.edit('content/posts/deodar.md', () => aPost('Cedar', 9, 'Other words.'))
    const { exitCode, stdout, stderr } = await publication.run('send', 'weekly', '--yes')
    expect({ exitCode, stdout }).toEqual({
      exitCode: 3,
      stdout: 'Nothing else is new: a new post waits for you. See: broadsheet status --posts.\n',
    })
    expect(stderr).toContain('"Cedar" is not in the mail: It looks like posts/cedar.md, moved or copied')
    expect(stderr).toContain('broadsheet adopt weekly --post content/posts/deodar.md')
    expect(await isUnsent(publication)).toBe(true)
  })
})

const HELP = 'broadsheet --help lists the commands.'

/** Two posts are news to Ada. */
async function withNews(): Promise<TestPublication> {
  const publication = aPublication()
  await publication.run('subscribers', 'add', 'ada@example.com')
  await publication.run('adopt', '--before', '2026-11-02')
  return publication
}

async function isUnsent({ run }: TestPublication): Promise<boolean> {
  await run('run', '--once')
  return !(await run('status')).stdout.includes('accepted')
}
