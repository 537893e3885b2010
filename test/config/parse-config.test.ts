import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import { formatProblem } from '../../src/config/problem.ts'
import { hasFiveFields } from './five-fields.ts'

const ENV = {
  BROADSHEET_SECRET: 'a secret of more than thirty-two characters',
  NEW_SECRET: 'a newer secret of more than thirty-two characters',
  OLD_SECRET: 'an older secret of more than thirty-two characters',
  SMTP_USER: 'mei',
  SMTP_PASSWORD: 'hunter2',
  PORT: '8080',
}

describe('what is written becomes what the program runs by', () => {
  it.each(['least', 'everything'])('%s.toml', async (name) => {
    const { config, problems } = parse(golden(`${name}.toml`))
    expect(problems).toEqual([])
    await expect(`${JSON.stringify(config, null, 2)}\n`).toMatchFileSnapshot(`../golden/config/${name}.json`)
  })

  it('asks a server that wants a login on the submission port, and encrypts all that leaves the machine', () => {
    const smtp = (lines: string) => parse(`${LEAST}\n[[smtp]]\n${lines}`).config?.smtp[0]
    expect(smtp('url = "smtp://relay.example"')).toMatchObject({ port: 25, tls: 'required' })
    expect(smtp('url = "smtp://relay.example"\nuser = "a"\npassword = "b"')).toMatchObject({ port: 587 })
    expect(smtp('url = "smtps://relay.example"')).toMatchObject({ port: 465, tls: 'required' })
    expect(smtp('url = "smtp://[::1]:2525"')).toMatchObject({ host: '::1', port: 2525, tls: 'insecure' })
    expect(smtp('url = "smtp://127.0.0.1.evil.example"')).toMatchObject({ tls: 'required' })
    expect(smtp('url = "mailbox:dist/mail"')).toMatchObject({ kind: 'mailbox', mailboxDir: '/site/dist/mail' })
  })

  it('takes an empty login for none', () => {
    const { config } = parse(`${LEAST}\n[[smtp]]\nurl = "smtp://127.0.0.1"\nuser = ""\npassword = ""`)
    expect(config?.smtp[0]).not.toHaveProperty('user')
  })

  it('is reached where it listens, unless it says otherwise', () => {
    expect(parse(`${LEAST}\n[web]\nport = 8080`).config).toMatchObject({
      web: { url: 'http://127.0.0.1:8080/' },
      output: { url: 'http://127.0.0.1:8080/' },
    })
  })
})

describe('problems', () => {
  it.each([
    ['boun+ces@lantern.example', 'at most 43 letters'],
    [`${'b'.repeat(44)}@lantern.example`, 'at most 43 letters'],
    ['bücher@lantern.example', 'at most 43 letters'],
    ['nobody', 'Write an address such as'],
  ])('say once of an inbox’s address %s what to write', (address, what) => {
    const { problems } = parse(
      `${LEAST}\n[[inboxes]]\nurl = "imaps://a.example"\nuser = "a"\npassword = "b"\naddress = "${address}"`,
    )
    expect(problems.map(formatProblem)).toEqual([expect.stringContaining(what)])
  })

  it('all come at once, each with its line, its key and what to write', async () => {
    const { config, problems } = parse(golden('wrong.toml'), { FROM_ENV: 'nonsense' })
    expect(config).toBeUndefined()
    await expect(`${problems.map(formatProblem).join('\n')}\n`).toMatchFileSnapshot('../golden/config/wrong.txt')
  })

  it('say where a text is no TOML, without repeating the lines around it', () => {
    const { problems } = parse('[[smtp]]\npassword = "hunter2"\nuser = mei\n')
    expect(problems).toMatchObject([{ code: 'config.syntax', file: 'broadsheet.toml', line: 3, column: 8 }])
    expect(JSON.stringify(problems)).not.toContain('hunter2')
  })

  it('name every variable that is missing, and not what stands for it', () => {
    const text = `${LEAST}\n[[smtp]]\nurl = "\${RELAY}"\nuser = "\${SMTP_USER}"\npassword = "\${SMTP_USER}-\${NOBODY}"`
    const { problems } = parse(text, {})
    expect(problems.map(({ code, line, message }) => [code, line, message])).toEqual([
      ['config.env-missing', undefined, expect.stringContaining('BROADSHEET_SECRET')],
      ['config.env-missing', 5, 'smtp[0].url takes the environment variable RELAY, and it is not set.'],
      ['config.env-missing', 6, expect.stringContaining('SMTP_USER')],
      ['config.env-missing', 7, expect.stringContaining('SMTP_USER')],
      ['config.env-missing', 7, expect.stringContaining('NOBODY')],
    ])
  })

  it('say how to get a secret', () => {
    expect(parse(LEAST, {}).problems).toMatchObject([
      { code: 'config.env-missing', hint: expect.stringContaining('broadsheet init') },
    ])
  })

  it('never show what came from the environment, a password or an address', () => {
    const secret = fc.stringMatching(/^[a-z]{12,20}$/)
    fc.assert(
      fc.property(secret, (text) => {
        const env = { S: text, BROADSHEET_SECRET: text }
        const { problems } = parse(
          `title = "\${S}"
          [site]
          title = "\${S}"
          url = "https://${text}:${text}@site.example/"
          language = "\${S}"
          timezone = "\${S}"
          author = { name = 3, email = "${text}" }
          [[newsletters]]
          id = "\${S}!"
          from = "${text}"
          schedule = "\${S}"
          [[smtp]]
          url = "smtp://mei:${text}@relay.example"
          user = ["${text}"]
          password = "${text}"
          [operator]
          notify = "${text}"
          [database]
          url = "postgres://mei:${text}@db.example/"
          [web]
          secrets = ["${text}"]`,
          env,
        )
        expect(problems.length).toBeGreaterThan(10)
        expect(JSON.stringify(problems)).not.toContain(text)
      }),
    )
  })

  it.each(['from', 'reply_to'])(
    'an address in %s that most servers refuse: letters beyond ASCII before the @',
    (key) => {
      const address = (local: string) =>
        `[[newsletters]]\nid = "weekly"\n${
          key === 'from' ? '' : 'from = "news@lantern.example"\n'
        }${key} = "Jörg <${local}@bücher.example>"`
      expect(parse(`${LEAST}\n${address('joerg')}`).problems).toEqual([])
      expect(parse(`${LEAST}\n${address('jörg')}`).problems).toMatchObject([
        {
          code: 'config.invalid',
          message: `newsletters[0].${key} cannot be used.`,
          hint: expect.stringContaining('only letters a to z'),
        },
      ])
    },
  )

  it('are found in any TOML without throwing', () => {
    const keys = fc.constantFrom('site', 'web', 'smtp', 'newsletters', 'url', 'secrets', 'select', '__proto__', 'x y')
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('3', 'true', '"text"', '"${NOBODY}"', '2026-01-31', '[]', '1e9', "'''a\nb'''"),
        fc.array(tie('tree'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
        fc
          .uniqueArray(fc.tuple(keys, tie('tree')), { selector: ([key]) => key, maxLength: 4 })
          .map((entries) => `{ ${entries.map(([key, value]) => `"${key}" = ${value}`).join(', ')} }`),
      ),
    }))
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(keys, tree), { selector: ([key]) => key, minLength: 1 }), (entries) => {
        const text = entries.map(([key, value]) => `"${key}" = ${value}`).join('\n')
        const { config, problems } = parse(text)
        expect(config === undefined && problems.length > 0).toBe(true)
        for (const { line } of problems) expect(line ?? 1).toBeLessThanOrEqual(text.split('\n').length)
      }),
    )
  })
})

const LEAST = '[site]\ntitle = "The Lantern"\nurl = "https://lantern.example/"'

function parse(text: string, env: Record<string, string> = ENV) {
  return parseConfig(text, '/site/broadsheet.toml', env, hasFiveFields)
}

function golden(name: string): string {
  return readFileSync(new URL(`../golden/config/${name}`, import.meta.url), 'utf8')
}
