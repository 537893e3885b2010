import { expect, test } from 'vitest'
import { checkSite } from '../../src/app/check-settings.ts'
import { loadConfig } from '../../src/app/publication-ports.ts'
import { Publication } from '../integration/a-publication.ts'

async function problemsWith(template: string, posts = 3): Promise<string[]> {
  const publication = new Publication({ smtpPort: 25 })
  for (let i = 0; i < posts; i++) publication.post(`post-${i}`)
  publication.write('templates/digest.mjml', template)
  const report = await checkSite(await loadConfig(`${publication.dir}/broadsheet.toml`, {}))
  return report.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, message }) => `${file}:${line} ${message}`)
}

const WHOLE = `{% layout "parts/mail.mjml" %}
{% block main %}<mj-section><mj-column><mj-text>{% for post in posts %}{{ post.title }}{% endfor %}</mj-text></mj-column></mj-section>{% endblock %}`

test('a template without a fault has none', async () => {
  expect(await problemsWith(WHOLE)).toEqual([])
})

test('a fault in a template is found by check, once, with its line', async () => {
  expect(await problemsWith(WHOLE.replace('{% for', '{% fro'))).toEqual([
    'templates/digest.mjml:2 Tag "fro" not found.',
  ])
  expect(await problemsWith(WHOLE.replaceAll('mj-text', 'mj-txt'))).toEqual([
    expect.stringMatching(/^templates\/digest\.mjml:2 /),
  ])
})

test('without a post there is no mail to look at', async () => {
  expect(await problemsWith(WHOLE.replace('{% for', '{% fro'), 0)).toEqual([])
})
