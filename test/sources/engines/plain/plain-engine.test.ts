import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeNotNews } from '../../../../src/posts/not-news.ts'
import { detectSite } from '../../../../src/sources/engines/engines.ts'
import { aFolder } from '../../a-folder.ts'
import { read } from '../reading.ts'

const dated = (text: string, more = '') => `---\ndate: 2026-11-01\n${more}---\n${text}\n`
const open = (dir: string, more = {}) => read(dir, { source: dir, dialect: 'plain', ...more })

describe('a folder of Markdown', () => {
  it('dates a post by front matter, header lines or its name, and finds a title in each', async () => {
    const dir = aFolder({
      'blog/2026-11-30-late-news.md': 'Text\n',
      'blog/20261129 A day out.md': 'Text\n',
      'blog/2026_11_28-none.md': 'Text\n',
      'blog/2026-13-40-none.md': 'Text\n',
      'notes/moon.md': '---\ncreated: 2026-11-20\ntags: "#sky #night"\n---\n# The *Moon*\n\nText\n',
      'notes/sun.md': 'Title: The Sun\nDate: 2026-11-19\nTags: sky, day\n\nText\n',
      'rain.md': dated('Rain\n====\n\nText', 'tags: [sky, "#wet"]\n'),
      'about/index.md': dated('Text', 'title: About us\n'),
      'README.md': dated('# A repository\n'),
      'blog/index.md': dated('All posts'),
      'node_modules/a/2026-11-11-a.md': 'Text',
      '.obsidian/2026-11-11-b.md': 'Text',
      'templates/2026-11-11-c.md': 'Text',
    })
    const { lines, said, notNews } = await open(dir)
    expect(said).toEqual([])
    expect(lines).toEqual([
      'live | https://lantern.example/blog/late-news/ | 2026-11-29 | late news',
      'live | https://lantern.example/blog/a-day-out/ | 2026-11-28 | A day out',
      'live | https://lantern.example/notes/moon/ | 2026-11-19 | The Moon | sky,night',
      'live | https://lantern.example/notes/sun/ | 2026-11-18 | The Sun | sky,day',
      'live | https://lantern.example/about/ | 2026-10-31 | About us',
      'live | https://lantern.example/rain/ | 2026-10-31 | Rain | sky,wet',
    ])
    expect(describeNotNews(notNews ?? [])).toBe(
      'Not news: 2 pages without a date (blog/2026-13-40-none.md, blog/2026_11_28-none.md).',
    )
  })

  it('dates by git’s first commit what says no date itself', async () => {
    const dir = aFolder({ 'a.md': '# A\n\nText\n', 'README.md': 'Text\n' })
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Mei', '-c', 'user.email=mei@lantern.example', ...args], { cwd: dir })
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'First', '--date', '2026-10-01T09:00:00+08:00')
    git('commit', '-q', '--allow-empty', '-m', 'Second')
    expect((await open(dir)).lines).toEqual(['live | https://lantern.example/a/ | 2026-10-01 | A'])
    rmSync(join(dir, '.git'), { recursive: true })
    expect((await open(dir)).lines).toEqual([])
  })

  it.each([
    ['draft: true', 'draft'],
    ['published: false', 'draft'],
    ['publish: no', 'draft'],
    ['status: Draft', 'draft'],
    ['status: hidden', 'draft'],
    ['status: published', 'live'],
    ['published: true', 'live'],
    ['draft: false', 'live'],
  ])('%s: %s', async (line, status) => {
    const { posts } = await open(aFolder({ 'a.md': dated('Text', `${line}\n`) }))
    expect(posts[0]?.status).toBe(status)
  })

  it('holds back what has a date to come, and says what is no date', async () => {
    const dir = aFolder({
      'a.md': '---\ntitle: A\ndate: 2026-12-24\n---\nText\n',
      'b.md': '---\ntitle: B\ndate: soon\n---\nText\n',
    })
    const { lines, said } = await open(dir)
    expect(lines).toEqual(['future | https://lantern.example/a/ | 2026-12-23 | A'])
    expect(said).toEqual(['b.md:3: date "soon" is not a date. Write it as 2025-01-31 or 2025-01-31T09:00:00+08:00.'])
  })

  it.each([
    ['/:year/:month/:slug/', 'https://lantern.example/2026/11/moon-landing/'],
    ['/:section/:slug', 'https://lantern.example/notes/moon-landing'],
    ['/:sections/:filename.html', 'https://lantern.example/notes/sky/moon-landing.html'],
    ['/:folder/:title/', 'https://lantern.example/notes/sky/we-landed/'],
  ])('content.permalink %s', async (permalink, url) => {
    const dir = aFolder({ 'notes/sky/Moon landing.md': dated('# We landed\n\nText') })
    expect((await open(dir, { permalink })).posts[0]?.url).toBe(url)
  })

  it('says once that a pattern cannot be followed', async () => {
    const dir = aFolder({ 'a.md': dated('Text'), 'b.md': dated('Text'), 'c.md': dated('Text', 'permalink: /see/\n') })
    const { lines, said } = await open(dir, { permalink: '/:century/:slug/' })
    expect(lines).toEqual(['live | https://lantern.example/see/ | 2026-10-31 | c'])
    expect(said).toEqual([
      'content.permalink "/:century/:slug/" has :century, which is not known here. Posts that follow it are left out; see docs/configuration.md for what it may have.',
    ])
  })

  it('follows links by name, shows pictures wherever they lie, and drops comments', async () => {
    const dir = aFolder({
      'a.md': dated(
        [
          '# A',
          '',
          'See [[B]], [[sub/b|the *other*]], [[B#How it went]], [[Private]], [[Nobody|words]] and `[[code]]`.',
          '',
          '![[boat.png|300]]',
          '',
          '| a |',
          '|---|',
          '| [[B\\|in a table]] |',
          '',
          '%%not for',
          '',
          'you%%Seen. 100%% of it.',
          '',
          '> [!tip] Look here',
          '> Inside.',
          '',
          '```',
          '[[code]] %%stays%%',
          '```',
        ].join('\n'),
      ),
      'sub/B.md': dated('Text'),
      'Private.md': dated('Text', 'draft: true\n'),
      'pictures/boat.png': 'png',
    })
    const { html, problems } = await (await open(dir)).html('a.md')
    expect(problems).toEqual([])
    expect(html).toMatchInlineSnapshot(`
      "<p>See <a href="https://lantern.example/sub/b/">B</a>, <a href="https://lantern.example/sub/b/">the <em>other</em></a>, <a href="https://lantern.example/sub/b/#how-it-went">B > How it went</a>, Private, words and <code>[[code]]</code>.</p>
      <p><img src="https://lantern.example/pictures/boat.png" alt="" width="300"></p>
      <table>
      <thead>
      <tr>
      <th>a</th>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td><a href="https://lantern.example/sub/b/">in a table</a></td>
      </tr>
      </tbody>
      </table>
      <p>Seen. 100%% of it.</p>
      <blockquote>
      <p><strong>Look here</strong></p>
      <p>Inside.</p>
      </blockquote>
      <pre><code>[[code]] %%stays%%
      </code></pre>"
    `)
  })
})

describe('init', () => {
  it('takes a folder of Markdown where no engine is found, and shows the addresses that it supposes', async () => {
    const dir = aFolder({ 'a.md': 'Text', 'b/c.md': 'Text', 'b/d.md': 'Text', 'e.md': 'Text' })
    const found = await detectSite(dir)
    expect(found?.files).toEqual(['a.md', 'b/c.md', 'b/d.md', '1 more'])
    expect(await found?.facts()).toEqual({ dialect: 'plain', contentDir: '.', permalink: '/:folder/:slug/' })
  })

  it.each([
    ['of another generator', { 'a.md': 'Text', 'gatsby-config.js': '' }],
    ['without Markdown', { 'a.txt': 'Text', 'node_modules/a/README.md': 'Text' }],
  ])('takes none %s', async (_, files) => {
    expect(await detectSite(aFolder(files))).toBeUndefined()
  })
})
