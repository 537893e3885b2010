import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { BroadsheetError } from '../../../src/config/problem.ts'
import { type Newsroom, on, openNewsroom } from '../newsroom.ts'

/** On Monday at ten, with two readers. */
async function mondayAtTen() {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei', 'ruth')
  newsroom.goTo(on('MON', '10:00'))
  return newsroom
}

/** Every row of every table. */
function rows({ publication: { dir } }: Newsroom): Record<string, unknown[]> {
  const database = new Database(join(dir, 'data/broadsheet.db'), { readonly: true })
  const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const found = Object.fromEntries(tables.map((name) => [name, database.prepare(`select * from "${name}"`).all()]))
  database.close()
  return found
}

describe('a preview says what a plan says', () => {
  const OLD = Array.from({ length: 12 }, (_, index) => `old-${index}`)
  test.each<[string, (newsroom: Newsroom) => void | Promise<void>]>([
    ['of a post that was just written', ({ publication }) => publication.post('lamps')],
    ['of nothing', () => {}],
    [
      'of a flood of old posts, and one that is new',
      ({ publication }) => {
        for (const name of OLD) publication.post(name)
        publication.post('lamps', { date: '2026-11-23' })
      },
    ],
    [
      'of a post that was moved',
      async ({ publication, actions }) => {
        publication.post('lamps')
        await actions.scan()
        publication.remove('content/posts/lamps.md')
        publication.post('lanterns', { title: 'About lamps', text: 'All about lamps.' })
      },
    ],
    [
      'of a draft that is published now',
      async ({ publication, actions }) => {
        publication.write('content/posts/salt.md', '---\ntitle: Salt\ndate: 2024-02-20\ndraft: true\n---\nSalt.\n')
        await actions.scan()
        publication.post('salt')
      },
    ],
    [
      'of a post that was edited since it became new',
      async ({ publication, actions }) => {
        publication.post('lamps')
        await actions.scan()
        publication.post('lamps', { title: 'Other lamps', date: '2024-02-21' })
      },
    ],
    [
      'where somebody left',
      async ({ publication, actions }) => {
        publication.post('lamps')
        await actions.removeSubscriber({ address: 'mei@example.org' })
      },
    ],
  ])('%s', async (_, happens) => {
    const newsroom = await mondayAtTen()
    await happens(newsroom)
    const { plan, mails } = await newsroom.actions.preview({})
    const { problems: _site, ...planned } = await newsroom.actions.plan({})
    const { problems: _mail, ...previewed } = plan
    expect({ ...previewed, holds: [] }).toEqual({ ...planned, holds: [] })
    if (planned.variants.length > 0)
      expect(mails.map(({ subject }) => subject)).toEqual(planned.variants.map(({ subject }) => subject))
  })
})

test('looking writes nothing down, and keeps no picture', async () => {
  const newsroom = await mondayAtTen()
  newsroom.publication.post('lamps')
  await newsroom.actions.scan()
  const { publication, actions } = newsroom
  const [subscription] = (await actions.showSubscriber('mei@example.org')).subscriptions
  await newsroom.store.subscribers.pause(subscription?.handle ?? '', on('MON', '11:00'), newsroom.now(), 'link')
  publication.post('salt')
  newsroom.goTo(on('TUE', '10:00'))
  const watching = new Database(join(publication.dir, 'data/broadsheet.db'), { readonly: true })
  const mark = () => watching.pragma('data_version', { simple: true })
  const before = [rows(newsroom), mark(), readdirSync(join(publication.dir, 'data'))]
  expect((await actions.preview({})).plan.recipientCount).toBe(2)
  await actions.preview({ posts: ['content/posts/salt.md'] })
  await actions.preview({ as: 'mei@example.org' })
  expect([rows(newsroom), mark(), readdirSync(join(publication.dir, 'data'))]).toEqual(before)
  watching.close()
})

describe('what is shown', () => {
  test('is a mail of the newest posts where nothing is due, and says so', async () => {
    const { actions } = await mondayAtTen()
    const preview = await actions.preview({})
    expect(preview).toMatchObject({ basis: 'sample', mails: [], about: [expect.stringContaining('Nothing is due')] })
  })

  test('is a draft that was chosen, with a sentence that says that no send takes it', async () => {
    const { actions, publication } = await mondayAtTen()
    publication.write('content/posts/salt.md', '---\ntitle: Salt\ndate: 2024-02-20\ndraft: true\n---\nSalt.\n')
    expect((await actions.preview({})).latest).toEqual([
      { file: 'content/posts/salt.md', title: 'Salt', date: '2024-02-20', status: 'draft' },
    ])
    const preview = await actions.preview({ posts: ['content/posts/salt.md'] })
    expect(preview.mails).toMatchObject([{ subject: 'Salt' }])
    expect(preview.about.join(' ')).toContain('"Salt" is a draft: the site does not show it, and no send takes it.')
    await expect(actions.plan({ posts: ['content/posts/salt.md'] })).rejects.toThrow(BroadsheetError)
  })

  test('for one subscriber is their mail, or why there is none', async () => {
    const newsroom = await mondayAtTen()
    const { actions, publication } = newsroom
    publication.post('lamps')
    newsroom.goTo(on('MON', '11:00'))
    const asMei = await actions.preview({ as: 'mei@example.org' })
    expect(asMei.reader).toMatchObject({ address: 'mei@example.org', mask: 1 })
    await actions.scan()
    newsroom.goTo(on('MON', '12:00'))
    await newsroom.subscribe('late')
    const sentenceOf = async (as: string) => (await actions.preview({ as })).reader?.sentence
    expect(await sentenceOf('late@example.org')).toContain('would get nothing: subscribed after it was new')
    expect(await sentenceOf('nobody@example.org')).toBe('nobody@example.org is not subscribed to weekly.')
    await actions.removeSubscriber({ address: 'mei@example.org' })
    expect(await sentenceOf('mei@example.org')).toBe('mei@example.org has left weekly.')
    await expect(actions.preview({ as: 'no address' })).rejects.toThrow(BroadsheetError)
  })

  test('of a fault in a template is where it stands', async () => {
    const { actions, publication } = await mondayAtTen()
    publication.post('lamps')
    publication.write('templates/post.mjml', '<mjml>\n  <mj-body>\n    {{ nothing.here }}\n  </mj-body>\n</mjml>\n')
    const preview = await actions.preview({})
    expect(preview.mails).toEqual([])
    expect(preview.plan.problems).toMatchObject([{ file: 'templates/post.mjml', line: 3, column: 8 }])
  })
})
