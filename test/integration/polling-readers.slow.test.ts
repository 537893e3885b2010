import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { findTool } from '../../bench/missing-tool.ts'
import { Publication, temporaryFolder } from './a-publication.ts'
import { freePort } from './served.ts'

/** Debian's own readers, each with a home of its own, poll a feed that `serve` serves; its log says what they got. */
async function served() {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  const publication = new Publication({ web: `url = "${url}"\nport = ${port}\nlog_feeds = true` })
  publication.post('lamps')
  await publication.did('build')
  // A Last-Modified is given from the second after the build on.
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  const serve = publication.start('serve')
  await serve.says('listening on')
  const polls: { path: string; status: number; program: string }[] = []
  let text = ''
  serve.process.stdout?.on('data', (chunk: string) => {
    text += chunk
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    polls.push(...lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'feed polled'))
  })
  return { url, home: temporaryFolder(), polls }
}

async function run(home: string, command: string, ...args: string[]): Promise<void> {
  await promisify(execFile)(command, args, {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8' },
  })
}

const missing = async (...names: string[]) =>
  (await Promise.allSettled(names.map((name) => findTool(name, '')))).some(({ status }) => status === 'rejected')

const lacksNewsboat = await missing('newsboat')
const lacksRss2email = await missing('r2e')
const lacksLiferea = await missing('liferea', 'xvfb-run', 'dbus-run-session', 'dbus-send')

describe('the second poll of a reader is a 304', () => {
  test.skipIf(lacksNewsboat)('newsboat (skipped where it is not installed)', async () => {
    const { url, home, polls } = await served()
    writeFileSync(join(home, 'urls'), `${url}feed.xml\n${url}atom.xml\n`)
    writeFileSync(join(home, 'config'), '')
    // It notes the tag from its second read on: the first is made before the feed stands in its database.
    for (let poll = 0; poll < 3; poll++)
      await run(home, 'newsboat', '-u', 'urls', '-C', 'config', '-c', 'cache.db', '-x', 'reload')
    expect(polls.map(({ path, status }) => `${path} ${status}`)).toEqual([
      ...['/feed.xml 200', '/atom.xml 200'],
      ...['/feed.xml 200', '/atom.xml 200'],
      ...['/feed.xml 304', '/atom.xml 304'],
    ])
    expect(polls[0]?.program).toContain('newsboat')
  })

  test.skipIf(lacksRss2email)('rss2email (skipped where it is not installed)', async () => {
    const { url, home, polls } = await served()
    const r2e = (...args: string[]) => run(home, 'r2e', '-c', 'config', '-d', 'data.json', ...args)
    await r2e('new', 'reader@example.org')
    await r2e('add', 'lantern', `${url}atom.xml`)
    for (let poll = 0; poll < 2; poll++) await r2e('run', '--no-send')
    expect(polls.map(({ status }) => status)).toEqual([200, 304])
    expect(polls[0]?.program).toContain('feedparser')
  })

  test.skipIf(lacksLiferea)(
    'liferea, on a screen that nobody sees (skipped where it, Xvfb or D-Bus is not installed)',
    async () => {
      const { url, home, polls } = await served()
      mkdirSync(join(home, '.config/liferea'), { recursive: true })
      mkdirSync(join(home, 'run'), { mode: 0o700 })
      writeFileSync(
        join(home, '.config/liferea/feedlist.opml'),
        `<opml version="1.0"><head><title>x</title></head><body>
          <outline title="x" text="x" type="atom" xmlUrl="${url}atom.xml" id="aaaaaaa" updateInterval="-1"/>
        </body></opml>`,
      )
      // It asks once at its start and keeps the tag as long as it runs; then it is asked to refresh.
      const refresh =
        'dbus-send --session --print-reply --dest=org.gnome.feed.Reader /org/gnome/feed/Reader org.gnome.feed.Reader.Refresh'
      writeFileSync(
        join(home, 'session'),
        `export XDG_RUNTIME_DIR=${home}/run GSETTINGS_BACKEND=memory NO_AT_BRIDGE=1
        liferea & liferea=$!
        for second in $(seq 30); do sleep 1; ${refresh} && break; done
        sleep 5; ${refresh}; sleep 3
        kill $liferea; wait $liferea || true`,
      )
      await run(home, 'xvfb-run', '-a', 'dbus-run-session', '--', 'sh', 'session')
      const feed = polls.filter(({ path }) => path === '/atom.xml')
      expect(feed.map(({ status }) => status).slice(0, 2)).toEqual([200, 304])
      expect(feed[0]?.program).toContain('Liferea')
    },
  )
})
