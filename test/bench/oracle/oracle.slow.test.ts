import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { findTool } from '../../../bench/missing-tool.ts'
import { describeBodies } from '../../../bench/oracle/describe-bodies.ts'
import { describeVerdict } from '../../../bench/oracle/describe-verdict.ts'
import { readKnown } from '../../../bench/oracle/known-differences.ts'
import { oracleSite } from '../../../bench/oracle/oracle-site.ts'
import { CORPORA, hasCorpora } from '../../corpora.ts'

const hasHugo = await findTool('hugo', '').then(
  () => true,
  () => false,
)

describe.skipIf(!hasHugo || !hasCorpora)(
  'real sites, as Hugo sees them (skipped where hugo or BROADSHEET_CORPORA is missing)',
  () => {
    it.each(['hugo-coderzh', 'hugo-letsencrypt', 'hugo-docs'])('%s', async (name) => {
      const verdict = await oracleSite(
        join(CORPORA, name),
        Temporal.Now.instant(),
        await readKnown(`bench/oracle/known/${name}.toml`),
      )
      expect(verdict.postCount).toBeGreaterThan(100)
      expect([...verdict.differences, ...verdict.stale].length, describeVerdict(name, verdict)).toBe(0)
      expect(verdict.bodies.faults).toEqual([])
      expect(verdict.bodies.pictures.made).toBeGreaterThan(50)
      process.stderr.write(describeVerdict(name, verdict) + describeBodies(name, verdict.bodies))
    })
  },
)
