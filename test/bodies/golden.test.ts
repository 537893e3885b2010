import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { withCodeRoles } from '../../src/bodies/code-colours.ts'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { mailHtml } from '../../src/bodies/for-mail.ts'
import { bodyText, mailText } from '../../src/bodies/to-text.ts'
import { bodyOf } from '../posts/body-of.ts'

const folder = new URL('../golden/bodies/', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -'.md'.length))

/** NAME.md, written four ways. `vitest run -u` writes them anew: then read each one. */
describe.each(names)('%s', (name) => {
  const body = bodyOf(readFileSync(new URL(`${name}.md`, folder), 'utf8'))
  const golden = (ending: string) => fileURLToPath(new URL(`${name}.${ending}`, folder))

  test('for a feed', async () => {
    await expect(`${feedHtml(body)}\n`).toMatchFileSnapshot(golden('feed.html'))
  })

  test('for a mail', async () => {
    const direction = name === 'hebrew' ? 'rtl' : 'ltr'
    const mail = mailHtml(await withCodeRoles(body), { pictures: new Map(), columnWidth: 600, direction })
    await expect(`${mail}\n`).toMatchFileSnapshot(golden('mail.html'))
  })

  test('as the text of a mail', async () => {
    await expect(`${mailText(body)}\n`).toMatchFileSnapshot(golden('mail.txt'))
  })

  test('as text', async () => {
    await expect(`${bodyText(body)}\n`).toMatchFileSnapshot(golden('txt'))
  })
})
