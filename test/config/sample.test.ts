import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { adviseOnConfig } from '../../src/config/config-advice.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { isCron } from '../../src/jobs/cron.ts'

it('the sample publication is a model: nothing to mend and nothing to advise', () => {
  const text = readFileSync(new URL('../../broadsheet.toml', import.meta.url), 'utf8')
  const env = { BROADSHEET_SECRET: 'x'.repeat(43) }
  const { config, problems } = parseConfig(text, '/site/broadsheet.toml', env, isCron)
  expect(problems).toEqual([])
  expect(config && adviseOnConfig(config)).toEqual([])
  expect(config).toMatchObject({ smtp: [{ kind: 'mailbox' }], content: { liveCheck: 'off' } })
})
