import { execFileSync } from 'node:child_process'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { describeVerdict } from '../../../bench/oracle/describe-verdict.ts'
import { oracleSite, type SiteVerdict } from '../../../bench/oracle/oracle-site.ts'
import { aFolder } from '../../sources/a-folder.ts'

const hasHugo = (() => {
  try {
    return execFileSync('hugo', ['version'], { encoding: 'utf8' }).includes('v0.1')
  } catch {
    return false
  }
})()

const page = (text: string) => `---\ntitle: A Title\ndate: 2024-02-05\n---\n${text}\n`
const base = 'baseURL = "https://site.example/"\n'

async function verdictOf(files: Record<string, string>): Promise<SiteVerdict> {
  return oracleSite(aFolder(files), Temporal.Instant.from('2026-06-01T00:00:00Z'))
}

function expectSame(verdict: SiteVerdict, postCount: number): void {
  expect(verdict.differences.length, describeVerdict('a site', verdict)).toBe(0)
  expect(verdict.postCount).toBe(postCount)
}

describe.skipIf(!hasHugo)('sites that a copy cannot be built of as they are (skipped where hugo is missing)', () => {
  it('settings in several files', async () => {
    const verdict = await verdictOf({
      'config/_default/hugo.toml': `${base}defaultContentLanguage = "en"\n`,
      'config/_default/languages.toml': '[en]\nlanguageName = "English"\n[fr]\nlanguageName = "Français"\n',
      'config/_default/permalinks.yaml': 'posts: /:year/:slug/\n',
      'config/_default/params.json': '{"moon": "waxing"}',
      'config/_default/outputs.toml': 'home = ["HTML", "print"]\n',
      'config/production/hugo.toml': 'title = "Lantern"\n',
      'content/posts/a.md': page('{{< param moon >}}'),
      'content/posts/a.fr.md': page('Mots.'),
    })
    expectSame(verdict, 2)
  })

  it('imported modules, in a file of their own and in the main one', async () => {
    const verdict = await verdictOf({
      'config/_default/hugo.toml': base,
      'config/_default/module.toml':
        '[[imports]]\npath = "github.com/lantern/theme"\n[[mounts]]\nsource = "words"\ntarget = "content"\n',
      'go.mod': 'module lantern.example/site\n',
      'words/posts/a.md': page('Words.'),
    })
    expectSame(verdict, 1)
    expect(verdict.leftOutThemes).toEqual(['github.com/lantern/theme'])
    const other = await verdictOf({
      'hugo.yaml':
        'baseURL: https://site.example/\ntheme: paper\nmodule:\n  replacements: "a -> ."\n  imports:\n  - path: github.com/lantern/more\n',
      'content/posts/a.md': page('Words.'),
    })
    expectSame(other, 1)
    expect(other.leftOutThemes).toEqual(['paper', 'github.com/lantern/more'])
  })

  it('kinds of pages that are switched off, the home page too', async () => {
    const verdict = await verdictOf({
      'hugo.toml': `${base}disableKinds = ["home", "taxonomy", "term", "RSS", "sitemap"]\n`,
      'content/posts/a.md': page('Words.'),
    })
    expectSame(verdict, 1)
  })

  it('pages that are not rendered, by the newer name of the key', async () => {
    const verdict = await verdictOf({
      'hugo.toml': base,
      'content/_common/_index.md': '---\ncascade:\n  build:\n    render: never\n    list: never\n---\n',
      'content/_common/a.md': page('Words.'),
      'content/posts/a.md': '---\ndate: 2024-01-01\nbuild: {render: never}\n---\nWords.\n',
      'content/posts/b.md': '+++\ndate = 2024-01-01\n[build]\nrender = "never"\n+++\nWords.\n',
      'content/posts/c.md': '{"date": "2024-01-01", "build": {"list": "never"}}\nbuild: it\n',
      'content/posts/d.md': '+++\ntitle = "D"\ndate = 2024-01-01\nbuild.render = "never"\n+++\nWords.\n',
      'content/posts/e.md': page('build: it\n\n    build: it'),
    })
    expectSame(verdict, 1)
  })

  it('an empty page and one without a title are told apart from faults', async () => {
    const verdict = await verdictOf({
      'hugo.toml': base,
      'content/posts/a.md': '---\ndate: 2024-01-01\n---\nWords.\n',
      'content/posts/b.md': page(' '),
      'content/posts/c.md': page('<!-- Note -->'),
    })
    expectSame(verdict, 3)
    expect(verdict.known.map(({ reason }) => reason)).toEqual([
      'an empty page',
      'an empty page',
      'a page without a title',
    ])
  })

  it('shortcodes in pages of HTML', async () => {
    const verdict = await verdictOf({
      'hugo.toml': base,
      'content/about.html': '---\ntitle: About\n---\n<p>{{< team name="x" >}}</p>\n',
      'content/posts/a.md': page('Words.'),
    })
    expect(verdict.shortcodes).toEqual({ own: [], stubs: ['team'] })
    expect(verdict.differences.filter(({ file }) => file.endsWith('a.md'))).toEqual([])
  })

  const SHORTCODES = {
    'hugo.toml': `${base}theme = "paper"\n[markup.goldmark.renderer]\nunsafe = true\n`,
    'layouts/shortcodes/moon.html': '<b>{{ .Get 0 }}</b>',
    'layouts/shortcodes/far.html': '{{ (resources.GetRemote "https://other.example/a.json").Content }}',
    'layouts/shortcodes/newer.html': '{{ partial "newer.html" . }}',
    'layouts/partials/newer.html': '{{ with try (1) }}{{ end }}',
    'layouts/_shortcodes/sun.html': '{{ partial "ray.html" .Inner }}',
    'layouts/_partials/ray.html': '<i>{{ . }}</i>',
    'themes/paper/layouts/shortcodes/star.html': '<u>{{ .Page.Title }}</u>',
    'themes/paper/layouts/shortcodes/moon.html': 'hidden',
    'content/posts/a.md': page(
      'a {{< moon "full" >}} {{< sun >}}b{{< /sun >}} {{< star >}} {{< far text="c" >}} {{< newer text="d" >}} {{< none text="e" >}}',
    ),
  }

  it('runs the shortcodes of the site and of a theme in it, and names those that it cannot run', async () => {
    const verdict = await verdictOf(SHORTCODES)
    expect(verdict.shortcodes).toEqual({ own: ['moon', 'star', 'sun'], stubs: ['far', 'newer', 'none'] })
    expect(verdict.differences.find(({ what }) => what === 'text')?.hugo).toBe('a full b A Title c d e')
    expect(verdict.leftOutThemes).toEqual([])
  })

  it('finds no difference where templates of ours say the same', async () => {
    const verdict = await verdictOf({
      ...SHORTCODES,
      'templates/shortcodes/moon.liquid': '<b>{{ args[0] }}</b>',
      'templates/shortcodes/sun.liquid': '<i>{{ inner }}</i>',
      'templates/shortcodes/star.liquid': '<u>{{ page.title }}</u>',
    })
    expectSame(verdict, 1)
  })

  it('stubs show the pictures and words that Broadsheet shows of what it does not know', async () => {
    const verdict = await verdictOf({
      'hugo.toml': `${base}[markup.goldmark.renderer]\nunsafe = true\n`,
      'content/posts/a.md': page(
        '{{% img src="/a.png" alt="A" %}}\n\n{{< photo src="a.webp" alt="*A*" width=40 height=30px />}}\n\n' +
          '{{< beautifulfigure src="/a.png" caption="A *boat*" >}}\n\n{{< shot src="/b.png" title="T" text="*B*" link="/x/" >}}\n\n' +
          'Press {{< icon src="https://e.org/a.gif?x=1" alt="“Play”" >}} {{< imgproc a.jpg Resize "1500x" >}} {{< imgfile path="/c.jpg" alt="C" >}}\n\n' +
          '{{< clip src="a.mp4" title="A clip" >}} {{< q "/a.png" >}} {{< q src="/c/" alt="C" >}}\n\n' +
          '{{< card src="/a.png" alt="D" >}} {{< /card >}}\n\n{{< tip title="E" >}}*F*{{< /tip >}} in a line\n\n' +
          '- item\n\n    {{< box >}}\n    G\n    {{< /box >}}\n',
      ),
    })
    expectSame(verdict, 1)
    expect(verdict.shortcodes.stubs).toHaveLength(12)
  })

  it('tells what is lost, where the words alone are the same', async () => {
    const verdict = await verdictOf({
      'hugo.toml': `${base}[markup.goldmark.renderer]\nunsafe = true\n`,
      'layouts/shortcodes/to.html': '<a href="/x/">{{ .Inner }}</a><br><img src="/a.png" alt="">',
      'content/posts/a.md': page('a {{< to >}}b{{< /to >}}'),
    })
    expect(verdict.differences.map(({ what }) => what)).toEqual(['elements', 'links', 'pictures'])
  })
})
