import { describe, expect, it } from 'vitest'
import { aPublication, TOML } from './a-publication.ts'

describe('on the first day', () => {
  it('init says what it wrote and what comes next', async () => {
    const { dir, run } = aPublication({ 'broadsheet.toml': '' })
    const { stdout } = await run('init', dir)
    expect(stdout).toMatch(/^Wrote broadsheet\.toml, templates\/ \(\d+ files\)\.$/m)
    expect(stdout).toMatch(/^ {2}broadsheet check +what to put right; sends nothing$/m)
  })

  it('init writes the look that is named, and says so where another is there', async () => {
    const { dir, run } = aPublication({ 'broadsheet.toml': '' })
    expect((await run('init', dir, '--look', 'letter')).stdout).not.toContain('The look is')
    const { stdout } = await run('init', dir, '--look', 'modern')
    expect(stdout).toContain('The look is letter, as templates/theme.toml says')
    expect((await run('init', dir, '--look', 'baroque')).exitCode).toBe(2)
  })

  it('a first scan tells what is marked as already sent', async () => {
    const { stderr } = await aPublication().run('plan')
    expect(stderr).toContain('weekly is new: what is live now is marked as already sent (3).')
  })

  it('build says where the feeds are', async () => {
    const { run } = aPublication()
    expect((await run('build')).stdout).toContain('3 live posts; feeds in dist/site:')
  })

  it('a plan for nobody says how to change that', async () => {
    const { run } = aPublication()
    await run('adopt', '--before', '2026-11-02')
    expect((await run('plan')).stdout).toContain('nobody is subscribed: broadsheet subscribers add ADDRESS')
  })

  it('who subscribed after a post was new is left out of it, and the plan says why', async () => {
    const { run } = aPublication()
    await run('adopt', '--before', '2026-11-02')
    expect((await run('subscribers', 'add', 'ada@example.com')).stdout).toBe(
      'Subscribed to weekly: what is published from now on is sent.\n',
    )
    expect((await run('plan')).stdout).toContain(
      'left out: 1 (subscribed after it was new; to send it to them too: send --post FILE)',
    )
  })

  it('an edition whose posts are not online says that it waits, and how to go without', async () => {
    const publication = aPublication({
      'broadsheet.toml': TOML.replace('live_check = "off"', 'live_wait = "1m"').replaceAll(
        'https://lantern.example/',
        'http://127.0.0.1:9/',
      ),
    })
    await publication.run('subscribers', 'add', 'ada@example.com')
    const sending = publication.compiled('send', 'weekly', '--post', 'content/posts/ash.md', '--yes')
    await expect
      .poll(async () => (await publication.run('release', 'weekly/trial-1')).exitCode, {
        timeout: 55_000,
        interval: 500,
      })
      .toBe(0)
    const { exitCode, stdout, stderr } = await sending
    expect(stderr).toContain(
      "weekly/trial-1 waits, at most 1 min. The posts' pages do not answer. https://lantern.example/posts/ash/ does not answer: ",
    )
    expect(stderr).toContain(' To send without waiting: broadsheet release weekly/trial-1.\n')
    expect(stdout).toMatch(/^weekly\/trial-1 is sent: 1 accepted; \d+(\.\d)? s, into the test mailbox dist\/mail\.\n$/)
    expect(exitCode).toBe(0)
  })

  it('a test mail that is refused says what to put right', async () => {
    const { run } = aPublication({ 'broadsheet.toml': TOML.replace('mailbox:dist/mail', 'smtp://127.0.0.1:9') })
    const { exitCode, stderr } = await run('send', 'weekly', '--to', 'ada@example.com')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^The mail server cannot be reached: 127\.0\.0\.1:9: nothing listens there\. Check host and port in url under \[\[smtp\]\] \(587 or 465 with a login, 25 without\), and that the server is up\.$/m,
    )
  })

  it('a newsletter that nobody could leave is not sent for real', async () => {
    const { run } = aPublication({ 'broadsheet.toml': TOML.replace('mailbox:dist/mail', 'smtp://127.0.0.1:9') })
    await run('subscribers', 'add', 'ada@example.com')
    const { exitCode, stderr } = await run('send', 'weekly', '--post', 'content/posts/ash.md', '--yes')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^broadsheet\.toml: Nobody could unsubscribe: web\.url \(http:\/\/127\.0\.0\.1:3000\/\) is not https, and unsubscribe links must be\. /m,
    )
  })
})
