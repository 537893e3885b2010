import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { aPublication } from '../cli/a-publication.ts'

const hasHugo = spawnSync('hugo', ['version']).status === 0

test.skipIf(!hasHugo)('what Broadsheet keeps in a site does not get in the way of Hugo (needs hugo)', async () => {
  const publication = aPublication({
    'broadsheet.toml': '',
    // As themes do: Hugo then reads all of data/, and fails on what is none.
    'layouts/index.html': '{{ range .Site.Data }}{{ . }}{{ end }}',
    'layouts/_default/single.html': '{{ .Content }}',
    'data/team.toml': 'editor = "Mei"\n',
  })
  for (const args of [['init'], ['build'], ['send', 'weekly', '--to', 'ada@example.com']]) {
    const { exitCode, stderr } = await publication.compiled(...args)
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
  }
  const { status, stdout } = spawnSync('hugo', ['--destination', 'public'], { cwd: publication.dir, encoding: 'utf8' })
  expect({ status, stdout }).toMatchObject({ status: 0 })
})
