import { expect, test } from 'vitest'
import { describeBaselines } from '../../src/actions/record-scan.ts'
import { Publication } from '../integration/a-publication.ts'
import { startMailLog } from '../integration/mail-log.ts'
import { enter, on } from './newsroom.ts'

test('the first scan of a newsletter counts all that is live as sent, and says so once', async () => {
  const publication = new Publication({ smtpPort: 25 })
  publication.post('lamps')
  const { actions } = await enter(publication, await startMailLog(), on('MON', '08:00'))
  expect(describeBaselines(await actions.scan())).toEqual([
    'weekly is new: what is live now is marked as already sent (1). Move that line with: broadsheet adopt --before DATE.',
  ])
  expect(describeBaselines(await actions.scan())).toEqual([])
  expect((await actions.plan({})).posts).toEqual([])
})
