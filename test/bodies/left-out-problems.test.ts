import { describe, expect, test } from 'vitest'
import { leftOutProblems } from '../../src/bodies/left-out-problems.ts'
import { bodyOf } from '../posts/body-of.ts'

const FILE = 'content/posts/moon.md'

function messagesOf(markdown: string): string[] {
  return leftOutProblems(bodyOf(markdown), FILE).map(({ message, file }) => `${file}: ${message}`)
}

test('what feeds and mails cannot show is named once for a post', () => {
  const html = 'a <select><option>A</select> <canvas></canvas> <canvas></canvas>\n\n<script src="/x.js"></script>'
  expect(messagesOf(html)).toEqual([`${FILE}: Feeds and mails cannot show <select>, <canvas> (2 times), <script>.`])
})

test.each([
  '<svg><title>A</title></svg>',
  '<textarea>a</textarea>',
  '<noscript>Turn it on</noscript>',
  '<map name="m"></map>',
  '<input type="submit" value="Go">',
])('%s', (html) => {
  expect(messagesOf(html)).toHaveLength(1)
})

test.each([
  'Words, [a link](https://e.example/) and ![a picture](/a.png).',
  '<style>a{}</style><template>a</template>',
  '<script type="application/ld+json">{}</script>',
  '<svg aria-hidden="true"></svg>',
  '<select hidden></select>',
  '<button>Words</button>',
  '<math><mi>x</mi></math>',
  '<input type="hidden"><input type="checkbox">',
  '- [ ] to do',
  '<img src="data:," data-src="/a.png"><noscript><img src="/a.png"></noscript>',
  '[a](/b) [a](mailto:a@e.example) [a](TEL:+49) [a](#b)',
])('nothing is said of %s', (html) => {
  expect(messagesOf(html)).toEqual([])
})

describe('addresses that are not taken over', () => {
  test.each(['webcal', 'ftp', 'sms', 'xmpp', 'matrix', 'gemini', 'magnet', 'geo'])('%s', (scheme) => {
    expect(messagesOf(`[a](${scheme.toUpperCase()}:x.example/a)`)).toEqual([
      `${FILE}: Feeds and mails go without addresses by ${scheme}:.`,
    ])
  })

  test('of a picture', () => {
    expect(
      messagesOf('<img src="data:image/gif;base64,AA" alt="A"> <img src="data:image/gif;base64,BB" alt="B">'),
    ).toEqual([`${FILE}: Feeds and mails go without addresses by data: (2 times).`])
  })
})
