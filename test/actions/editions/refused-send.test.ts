import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Publication } from '../../integration/a-publication.ts'
import { enter, on, openNewsroom } from '../newsroom.ts'

/** Mei is due one post. */
async function room() {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei')
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '08:30'))
  return newsroom
}

describe('a send that could not be right is refused before anything is written', () => {
  test('without a server', async () => {
    const { publication, log } = await room()
    publication.write('broadsheet.toml', read(publication, 'broadsheet.toml').replace(/\[\[smtp\]\][^[]*/, ''))
    const { actions } = await enter(publication, log, on('MON', '08:30'))
    await expect(actions.prepareSend({ newsletter: 'weekly' })).rejects.toThrow('There is no server to send through.')
  })

  test.each([
    [{ newsletter: 'daily' }, 'There is no newsletter "daily".'],
    [{ newsletter: 'weekly', cadence: 'hourly' }, 'weekly has no cadence "hourly".'],
    [{ newsletter: 'weekly', posts: ['content/posts/none.md'] }, 'content/posts/none.md is no post of this site.'],
    [{ newsletter: 'weekly', planId: '0123456789abcdef' }, 'No plan 0123456789abcdef of weekly is kept.'],
  ])('%j', async (request, sentence) => {
    const { actions, editions } = await room()
    await expect(actions.prepareSend(request)).rejects.toThrow(sentence)
    expect(await editions()).toEqual([])
  })

  test('a draft named outright', async () => {
    const { actions, publication } = await room()
    publication.write('content/posts/draft.md', '---\ntitle: Draft\ndate: 2026-11-01\ndraft: true\n---\nText\n')
    const request = { newsletter: 'weekly', posts: ['content/posts/draft.md'] }
    await expect(actions.prepareSend(request)).rejects.toThrow(
      'content/posts/draft.md is draft: the site does not show',
    )
  })
})

function read({ dir }: Publication, path: string): string {
  return readFileSync(join(dir, path), 'utf8')
}
