import { execFileSync } from 'node:child_process'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { describeVerdict } from '../../../bench/oracle/describe-verdict.ts'
import { oracleSite } from '../../../bench/oracle/oracle-site.ts'
import { openSite } from '../../../src/sources/content-folder.ts'
import { aFolder, configIn } from '../../sources/a-folder.ts'

const hasHugo = (() => {
  try {
    return execFileSync('hugo', ['version'], { encoding: 'utf8' }).includes('v0.1')
  } catch {
    return false
  }
})()

const page = (fields: string, text = 'Words.') =>
  `---\ntitle: A Title\ndate: 2024-02-05 09:00:00\n${fields}\n---\n${text}\n`
const base = 'baseURL = "https://site.example/"\n'

/** Small sites, each with what one feature of Hugo needs. What is expected is what Hugo makes of them. */
const SITES: Record<string, { pages: number; files: Record<string, string> }> = {
  'cascade of sections, the nearest first, a page before all': {
    pages: 4,
    files: {
      'hugo.toml': base,
      'content/_index.md': '---\ncascade:\n  tags: [home]\n  categories: [all]\n---\n',
      'content/posts/_index.md': '---\ncascade:\n  tags: [posts]\n  lastmod: 2025-01-01\n---\n',
      'content/posts/a.md': page(''),
      'content/posts/b.md': page('tags: [own]'),
      'content/posts/deep/c.md': page('lastmod: 2024-06-01'),
      'content/about.md': page(''),
    },
  },
  'cascade with targets: drafts by path, undated kinds, other languages': {
    pages: 4,
    files: {
      'hugo.toml': `${base}[[cascade]]\ntags = ["site"]\n[cascade._target]\npath = "/posts/**"\nkind = "page"\n[languages.en]\n[languages.fr]\n`,
      'content/posts/_index.md':
        '---\ncascade:\n- _target: {path: "/posts/old/**"}\n  draft: true\n- _target: {lang: fr}\n  categories: [français]\n---\n',
      'content/posts/_index.fr.md': '---\ncascade:\n- _target: {lang: fr}\n  categories: [français]\n---\n',
      'content/posts/a.md': page(''),
      'content/posts/a.fr.md': page(''),
      'content/posts/old/b.md': page(''),
      'content/notes/a.md': page(''),
      'content/notes/a.fr.md': page(''),
    },
  },
  'pages that are not built': {
    pages: 2,
    files: {
      'hugo.toml': base,
      'content/posts/a.md': page(''),
      'content/posts/headless/index.md': page('headless: true'),
      'content/posts/hidden/_index.md': '---\ncascade:\n  _build:\n    render: never\n    list: never\n---\n',
      'content/posts/hidden/b.md': page(''),
      'content/posts/shown.md': page('_build: {publishResources: false}'),
    },
  },
  'taxonomies by other names': {
    pages: 2,
    files: {
      'hugo.toml': `${base}[taxonomies]\nlabel = "labels"\ncategory = "topics"\n`,
      'content/posts/a.md': page('labels: [one, two]\ntopics: three\ntags: [none]'),
      'content/posts/b.md': page('categories: [none]'),
    },
  },
  'dates from file names, and fallbacks': {
    pages: 4,
    files: {
      'hugo.toml': `${base}timeZone = "Asia/Taipei"\n[frontmatter]\ndate = [":filename", ":default"]\nlastmod = ["changed", ":default"]\n`,
      'content/posts/2024-03-01-named.md': '---\ntitle: Named\n---\nWords.\n',
      'content/posts/2024-03-02-both.md': page('changed: 2024-05-05'),
      'content/posts/plain.md': page('publishDate: 2024-02-06'),
      'content/posts/2024-04-01-bundle/index.md': '---\ntitle: Bundle\n---\nWords.\n',
    },
  },
  'ugly URLs in one section, patterns in another, slugs of other scripts': {
    pages: 6,
    files: {
      'hugo.toml': `${base}disablePathToLower = true\n[uglyURLs]\nposts = true\n[permalinks]\nnotes = "/:year/:sections/:slug/"\n`,
      'content/posts/Big Name.md': page(''),
      'content/posts/slugged.md': page('slug: Über Größe'),
      'content/notes/a.md': '---\ntitle: 記憶體（PIM）技術 ２０２６！\ndate: 2024-01-01\n---\nText\n',
      'content/notes/b.md': '---\ntitle: "שלום עולם: מה נשמע?"\ndate: 2024-01-01\n---\nText\n',
      'content/notes/c.md': '---\ntitle: "C & C++ – Ça va"\ndate: 2024-01-01\n---\nText\n',
      'content/文章/你好 世界.md': page(''),
    },
  },
  'languages by folder and by file name, each with its own patterns': {
    pages: 4,
    files: {
      'hugo.toml': `${base}defaultContentLanguage = "en"\ndefaultContentLanguageInSubdir = true\n[languages.en]\ncontentDir = "content/en"\n[languages.en.permalinks]\nposts = "/p/:slug/"\n[languages.he]\ncontentDir = "content/he"\n[languages.fr]\ncontentDir = "content/fr"\n`,
      'content/en/posts/a.md': page(''),
      'content/en/posts/a.fr.md': page('slug: un-titre'),
      'content/he/posts/a.md': page('slug: כותרת'),
      'content/en/posts/trip/index.md': page('slug: trip'),
    },
  },
}

/** What comes and goes: Hugo's own dates tell when. */
SITES['drafts, pages to come and expired ones'] = {
  pages: 2,
  files: {
    'hugo.toml': base,
    'content/posts/draft.md': page('draft: true\nexpiryDate: 2027-01-01'),
    'content/posts/to-come.md': page('publishDate: 2026-06-02T08:00:00+08:00'),
    'content/posts/expired.md': page('expiryDate: 2026-05-31T23:59:59Z'),
    'content/posts/expires.md': page('expiryDate: 2026-07-01\npublishDate: 2026-01-01'),
    'content/posts/unpublished.md': page('unpublishdate: 2026-09-01'),
  },
}
SITES['summaries, written and divided'] = {
  pages: 6,
  files: {
    'hugo.toml': base,
    'content/posts/a.md': page('summary: "A *tide* [table](/t)"\ndescription: Not this'),
    'content/posts/b.md': page('description: "A *tide*"', 'Before.\n\n<!--more-->\n\nAfter.'),
    'content/posts/c.md': page('', '## Head\n\nBefore **it**.\n\n<!-- more -->\n\nAfter.'),
    'content/posts/d.md': page('', `# Head\n\n${'One sentence. '.repeat(60)}`),
    'content/posts/e.md': page('', `${'記憶體（PIM）技術，'.repeat(60)}。`),
    'content/posts/f.md': page('summary: Written', 'Before.\n\n<!--more-->\n\nAfter.'),
  },
}
SITES['languages that posts name'] = {
  pages: 3,
  files: {
    'hugo.toml': `${base}languageCode = "en-GB"\n[languages.en]\n[languages.zh-tw]\nlanguageCode = "zh-Hant-TW"\n`,
    'content/posts/a.md': page(''),
    'content/posts/a.zh-tw.md': page(''),
    'content/posts/b.md': page('lang: he'),
  },
}

SITES['languages with settings of their own'] = {
  pages: 4,
  files: {
    'hugo.toml': `${base}[params]\nmoon = "waxing"\nsea = "calm"\n[taxonomies]\ntag = "tags"\n[languages.en]\n[languages.fr]\n[languages.fr.taxonomies]\ntag = "etiquettes"\n[languages.fr.params]\nmoon = "croissante"\n`,
    'content/posts/a.md': page('tags: [one]\netiquettes: [un]', '{{< param moon >}} {{< param sea >}}'),
    'content/posts/a.fr.md': page('tags: [one]\netiquettes: [un]', '{{< param moon >}} {{< param sea >}}'),
    'content/posts/b.md': page('tags: [two]'),
    'content/posts/b.fr.md': page('tags: [two]'),
  },
}
SITES['a cascade of a language'] = {
  pages: 2,
  files: {
    'hugo.toml': `${base}[cascade]\ntags = ["all"]\n[languages.en]\n[languages.fr]\n[languages.fr.cascade]\ncategories = ["tous"]\n`,
    'content/posts/a.md': page(''),
    'content/posts/a.fr.md': page(''),
  },
}

describe.skipIf(!hasHugo)('features of a site, as Hugo sees them (skipped where hugo is not installed)', () => {
  it.each(Object.entries(SITES))('%s', async (name, { pages, files }) => {
    const verdict = await oracleSite(aFolder(files), Temporal.Instant.from('2026-06-01T00:00:00Z'))
    expect(verdict.differences.length, describeVerdict(name, verdict)).toBe(0)
    expect(verdict.postCount).toBe(pages)
  })

  it('dates from git and from the disk', async () => {
    const dir = aFolder({
      'hugo.toml': `${base}enableGitInfo = true\n[frontmatter]\ndate = ["date", ":fileModTime"]\n`,
      'content/posts/a.md': page(''),
      'content/posts/b.md': page('lastmod: 2024-03-03'),
      'content/posts/世界.md': page(''),
    })
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Mei', '-c', 'user.email=mei@lantern.example', ...args], { cwd: dir })
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'First', '--date', '2025-01-02T03:04:05+08:00')
    const { differences, postCount } = await oracleSite(dir, Temporal.Instant.from('2026-06-01T00:00:00Z'))
    expect({ differences, postCount }).toEqual({ differences: [], postCount: 3 })
    const { posts } = await openSite(configIn(dir), Temporal.Instant.from('2026-06-01T00:00:00Z'))
    expect(`${posts[0]?.updatedAt?.instant} ${posts[0]?.updatedAt?.offset}`).toBe('2025-01-01T19:04:05Z +08:00')
  })
})
