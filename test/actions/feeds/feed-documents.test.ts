import { expect, test } from 'vitest'
import { frameOf } from '../../../src/actions/feeds/feed-documents.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'

function config(description: string) {
  const text = `[site]
title = "The Lantern"
url = "https://lantern.example/"
${description}
[[newsletters]]
id = "weekly"
title = "Weekly"
from = "news@lantern.example"
schedule = "0 9 * * MON"
`
  const { config: parsed } = parseConfig(
    text,
    '/site/broadsheet.toml',
    { BROADSHEET_SECRET: 'x'.repeat(32) },
    () => true,
  )
  if (!parsed) throw new Error('the configuration is not one')
  return parsed
}

const described = config('description = "What the lamp shows"')
const channel = { kind: 'site', name: '', folder: '', posts: [] } as unknown as Parameters<typeof frameOf>[1]

test("the site's own feed says what the site is about, its tags' do not", () => {
  expect(frameOf(described, channel).site.description).toBe('What the lamp shows')
  expect(frameOf(described, { ...channel, kind: 'tag', name: 'lamps' }).site.description).toBeUndefined()
  expect(frameOf(config(''), channel).site.description).toBeUndefined()
})
