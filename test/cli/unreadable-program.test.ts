import { expect, test } from 'vitest'
import { describeUnreadable } from '../../src/cli/unreadable-program.ts'

const error = (code: string, path?: string, message = '') => Object.assign(new Error(message), { code, path })

test('a part of the program that cannot be loaded is named, without a stack trace', () => {
  const missing = error(
    'ERR_MODULE_NOT_FOUND',
    undefined,
    "Cannot find module '/opt/b/part.js' imported from /opt/b/main.js",
  )
  expect(describeUnreadable(missing)).toMatch(
    /^A file of Broadsheet itself cannot be read: \/opt\/b\/part\.js\. Let this user/,
  )
  expect(describeUnreadable(error('EACCES', '/opt/b/part.js'))).toContain('/opt/b/part.js')
})

test('other errors are not about the program', () => {
  expect(describeUnreadable(error('EACCES', '/site/content/a.md'))).toBeUndefined()
  expect(describeUnreadable(new Error('x'))).toBeUndefined()
})
