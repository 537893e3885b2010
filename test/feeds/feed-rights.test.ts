import { expect, test } from 'vitest'
import { feedRights } from '../../src/feeds/feed-rights.ts'

test('the words of the site stand for its licence', () => {
  const licence = 'https://creativecommons.org/licenses/by/4.0/'
  expect(feedRights({ rights: '© Mei', licence })).toEqual({ text: '© Mei', licence })
  expect(feedRights({ rights: '© Mei' })).toEqual({ text: '© Mei' })
  expect(feedRights({})).toBeUndefined()
})

test.each([
  ['https://creativecommons.org/licenses/by-nc-sa/4.0/deed.de', 'CC BY-NC-SA 4.0'],
  ['http://www.creativecommons.org/licenses/by/3.0/', 'CC BY 3.0'],
  ['https://creativecommons.org/publicdomain/zero/1.0/', 'CC0 1.0'],
  ['https://lantern.example/licence/', 'https://lantern.example/licence/'],
])('without words, %s is called %s', (licence, name) => {
  expect(feedRights({ licence })).toEqual({ text: name, licence })
})
