import { expect, test } from 'vitest'
import { channelsOfPosts } from '../../src/feeds/channels-of-posts.ts'
import { aPost } from './a-post.ts'

test('every section, category, tag, author and language has a feed; spellings of one tag share it', () => {
  const channels = channelsOfPosts([
    aPost('ink', { tags: ['Maps', 'R&D', ' '], section: 'posts', authors: [{ name: 'Mei' }, { name: 'Ari' }] }),
    aPost('paper', {
      tags: ['maps', 'Maps '],
      categories: ['Craft'],
      authors: [{ name: 'ari' }, { name: 'Ari' }],
      language: 'zh-hant-tw',
    }),
    aPost('wax', { tags: ['maps', 'MAPS', 'Maps'], language: 'no language' }),
  ])
  expect(channels.map(({ folder, name, posts }) => [folder, name, posts.map(({ id }) => id).join(' ')])).toEqual([
    ['/', '', 'ink paper wax'],
    ['/sections/posts/', 'posts', 'ink'],
    ['/categories/craft/', 'Craft', 'paper'],
    ['/tags/maps/', 'Maps', 'ink paper wax'],
    ['/tags/r-d~60cfd29e7d/', 'R&D', 'ink'],
    ['/authors/ari/', 'Ari', 'ink paper'],
    ['/authors/mei/', 'Mei', 'ink'],
    ['/languages/en/', 'en', 'ink'],
    ['/languages/zh-Hant-TW/', 'zh-Hant-TW', 'paper'],
  ])
})

test('a site without posts has its own feed alone', () => {
  expect(channelsOfPosts([]).map(({ folder }) => folder)).toEqual(['/'])
})
