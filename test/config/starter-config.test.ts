import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import { type SiteFacts, starterConfig } from '../../src/config/starter-config.ts'
import { hasFiveFields } from './five-fields.ts'

it('takes over what the site says of itself', async () => {
  const site: SiteFacts = {
    dialect: 'hugo',
    program: 'hugo',
    title: 'Lamps, "Inc."',
    baseUrl: 'https://www.lamps.example/blog',
    language: 'zh_tw',
    timeZone: 'Asia/Taipei',
    author: { name: 'Mei', email: 'mei@lamps.example' },
    description: 'Lamps,\nand all that shines',
    sections: { names: ['posts', 'notes'], note: "the site's mainSections", reason: "as the site's mainSections say" },
    contentDir: 'posts',
    staticDirs: ['static', 'assets'],
    databaseNote: 'not in data/, which Hugo reads: it would fail on this file',
  }
  const { text, guesses } = starterConfig(site)
  expect(guesses).toEqual([
    "The newsletter takes what is below posts/, notes/, as the site's mainSections say: see select.",
  ])
  await expect(text).toMatchFileSnapshot('../golden/config/starter.toml')
  expect(parse(text)).toMatchObject({
    problems: [],
    config: {
      site: {
        title: 'Lamps, "Inc."',
        language: 'zh-TW',
        author: { name: 'Mei', email: 'mei@lamps.example' },
        description: 'Lamps, and all that shines',
      },
      newsletters: [
        { from: { name: 'Lamps, "Inc."', address: 'news@lamps.example' }, select: { sections: ['posts', 'notes'] } },
      ],
    },
  })
})

it('says what it had to guess', () => {
  expect(
    starterConfig({ dialect: 'hugo', baseUrl: '/', title: ' ' }).guesses.map((sentence) => sentence.split(':')[0]),
  ).toEqual([
    'No title was found',
    'No full base URL was found',
    'No domain to send from was found',
    'No time zone was found, so the schedule is in UTC',
  ])
})

it('parses whatever the site says, and says the same', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('${HOME}', '$${HOME}', '"""', "'''", '\\', '"\n[web]\nport = 1', '</script>', '<a@b.example>'),
  )
  const site: fc.Arbitrary<SiteFacts> = fc.record(
    {
      dialect: fc.constant('hugo'),
      title: odd,
      baseUrl: fc.oneof(odd, fc.webUrl(), fc.constantFrom('http://localhost:1313/', 'https://127.0.0.1/')),
      language: odd,
      timeZone: odd,
      author: fc.record({ name: odd, email: odd }, { requiredKeys: [] }),
    },
    { requiredKeys: ['dialect'] },
  )
  fc.assert(
    fc.property(site, (found) => {
      const { config, problems } = parse(starterConfig(found).text)
      expect(problems).toEqual([])
      const title = found.title?.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim() || 'My site'
      expect(config?.site.title).toBe(title)
      expect(config?.newsletters[0]?.from.name).toBe(title)
    }),
    { numRuns: 300 },
  )
})

function parse(text: string) {
  return parseConfig(text, '/site/broadsheet.toml', { BROADSHEET_SECRET: 'x'.repeat(32) }, hasFiveFields)
}
