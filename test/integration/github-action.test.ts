import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { aPost, aPublication, TOML } from '../cli/a-publication.ts'
import { aFolder } from '../sources/a-folder.ts'
import { PROGRAM } from './compiled.ts'

interface Workflow {
  jobs: { preview: { env: Record<string, string>; steps: { id?: string; run?: string; shell?: string }[] } }
}

const FILE = new URL('../../docs/github-action.yml', import.meta.url)
const { env, steps } = (parse(readFileSync(FILE, 'utf8')) as Workflow).jobs.preview

/** A site in git, with its last commit; then a pull request that changes files, each written or, empty, deleted. */
function aPullRequest(files: Record<string, string>, toml = TOML) {
  const { dir } = aPublication({
    'broadsheet.toml': toml.replace('a secret of this test, long enough', '${BROADSHEET_SECRET}'),
  })
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: dir, encoding: 'utf8' }).stdout
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'before')
  const base = git('rev-parse', 'HEAD').trim()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true })
    if (text === '') rmSync(join(dir, path))
    else writeFileSync(join(dir, path), text)
  }
  git('add', '.')
  git('commit', '--quiet', '--allow-empty', '--message', 'after')
  return { dir, base }
}

/** Runs the steps as GitHub does, with a `broadsheet` that is this one; ends with how the last of them did. */
function run({ dir, base }: { dir: string; base: string }) {
  const bin = aFolder({})
  writeFileSync(join(bin, 'broadsheet'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`, { mode: 0o755 })
  const PATH = [bin, join(process.execPath, '..'), process.env.PATH].join(':')
  const results = steps
    .filter(({ id }) => id !== undefined)
    .map(({ run: script, shell }) => {
      expect(shell).toBe('bash')
      return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script ?? ''], {
        cwd: dir,
        env: { ...env, PATH, BASE: base },
        encoding: 'utf8',
      })
    })
  const read = (name: string) => (existsSync(join(dir, name)) ? readFileSync(join(dir, name), 'utf8') : '')
  return {
    results,
    comment: read('comment.md'),
    report: read('report.html'),
    ends: results.map(({ status }) => status),
  }
}

describe('docs/github-action.yml', () => {
  test('of changed posts: shows their mail, a draft’s too, and says in the comment what was found', () => {
    const pull = aPullRequest({
      'content/posts/dogwood *tree*.md': aPost('Dogwood <b>@mei', 8, '![](https://pictures.example/a.png)'),
      'content/posts/elm.md': '---\ntitle: Elm\ndate: 2026-11-09T09:00:00+08:00\ndraft: true\n---\nNot yet.\n',
      'content/posts/ash.md': '',
    })
    const { comment, report, ends, results } = run(pull)
    expect(ends, results.map(({ stderr }) => stderr).join('')).toEqual([0, 0, 0, 0])
    expect(comment).toContain('4 posts in all, 2 changed here. check: 0 errors, 1 warnings.')
    expect(comment).toMatch(/- ".*": [\d,]+ bytes of HTML, [\d,]+ in all/)
    expect(comment).toContain('alt text')
    expect(comment).not.toMatch(/<b>|@mei/)
    expect(report).toContain('srcdoc=')
    expect(report).toContain('Not yet.')
    expect(report).toContain('&quot;Elm&quot; is a draft')
    expect(report).not.toContain('All about birch')
  })

  test('of no post: shows what the templates make of the newest', () => {
    const { comment, report, ends } = run(aPullRequest({}))
    expect(ends).toEqual([0, 0, 0, 0])
    expect(comment).toContain('3 posts in all, 0 changed here.')
    expect(report).toContain('Nothing is due to anybody.')
    expect(report).toContain('All about birch')
  })

  test('fails, and says where, when a template or the configuration is broken', () => {
    const faulty = run(aPullRequest({ 'templates/digest.mjml': '<mjml>\n{{ site.moto }}\n</mjml>\n' }))
    expect(faulty.ends).toEqual([0, 0, 0, 1])
    expect(faulty.comment).toContain('No mail can be made: see below.')
    expect(faulty.comment).toContain('templates/digest.mjml:2:4')

    const broken = run(aPullRequest({ 'broadsheet.toml': TOML.replace('language = "en"', 'language = 7') }))
    expect(broken.ends).toEqual([0, 0, 0, 1])
    expect(broken.comment).toContain('broadsheet.toml:4')
  })
})
