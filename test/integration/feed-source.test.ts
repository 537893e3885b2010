import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Publication, temporaryFolder } from './a-publication.ts'
import { startProgram } from './program.ts'

/** Serves texts by their paths; each may be changed. */
async function aServer(files: Record<string, string>): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const text = files[url]
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/xml' }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const read = ({ dir }: Publication, name: string) => readFileSync(join(dir, 'dist/site', name), 'utf8')

const entriesOf = (atom: string) =>
  [...atom.matchAll(/<entry>([\s\S]*?)<\/entry>/g)].map(([, entry = '']) => ({
    id: /<id>(.*?)<\/id>/.exec(entry)?.[1],
    title: /<title[^>]*>(.*?)<\/title>/.exec(entry)?.[1],
    url: /<link href="(.*?)"/.exec(entry)?.[1] ?? /<link [^>]*href="(.*?)"/.exec(entry)?.[1],
    published: /<published>(.*?)<\/published>/.exec(entry)?.[1],
    content: /<content[^>]*>([\s\S]*?)<\/content>/.exec(entry)?.[1]?.trim(),
  }))

test('a feed is a source: what Broadsheet wrote of a site is read back as the same posts, and a new one is mailed', async () => {
  const site = new Publication()
  site.post('lamps', { title: 'Lamps &amp; oil', text: 'All about *lamps*, [here](/about/).' })
  site.post('bread')
  await site.did('build')
  const files: Record<string, string> = {}
  const [atom, rss] = [() => read(site, 'atom.xml'), () => read(site, 'feed.xml')]
  files['/feed.xml'] = rss()
  const server = await aServer(files)

  const reader = new Publication({ source: `source = ["${server}/feed.xml"]`, smtp: 'url = "mailbox:dist/mail"' })
  reader.remove('content/_index.md')
  await reader.did('build')
  expect(entriesOf(read(reader, 'atom.xml'))).toEqual(entriesOf(atom()))

  await reader.did('adopt')
  await reader.subscribe(2)
  site.post('tea')
  await site.did('build')
  files['/feed.xml'] = rss()
  // Asked once a minute at most.
  rmSync(join(reader.dir, 'data/feeds/feeds.json'))
  expect((await reader.did('send', 'weekly', '--yes')).stdout).toContain('is sent: 2 accepted')
  expect(readdirSync(join(reader.dir, 'dist/mail')).filter((name) => name.endsWith('.eml'))).toHaveLength(2)

  // Whoever begins with no more than the feed.
  const dir = temporaryFolder()
  const beginner = await startProgram(['init', dir, '--feed', `${server}/feed.xml`], dir).ended
  expect(beginner.stdout).toContain(`Read the feed ${server}/feed.xml.`)
  expect(readFileSync(join(dir, 'broadsheet.toml'), 'utf8')).toMatch(
    /title = "The Lantern"\nurl = "https:\/\/lantern.example\/"[\s\S]*\[content\]\nsource = "http:\/\/127.0.0.1:\d+\/feed.xml"\n\n/,
  )
  const checked = await startProgram(['check', '--config', join(dir, 'broadsheet.toml')], dir).ended
  expect(checked.stdout).toContain('3 posts, 3 live; 0 errors')
  const wrong = await startProgram(['init', temporaryFolder(), '--feed', 'feed.xml'], dir).ended
  expect([wrong.exitCode, wrong.stderr]).toEqual([1, expect.stringContaining('This is no address of a feed.')])

  // The server is gone: all goes on as it was, and says so.
  delete files['/feed.xml']
  rmSync(join(reader.dir, 'data/feeds/feeds.json'))
  const { stdout, stderr, exitCode } = await reader.run('check')
  expect(exitCode).toBe(0)
  expect(stdout).toContain('3 posts, 3 live')
  expect(stderr).toContain('The feed could not be read: it answers 404.')
})
