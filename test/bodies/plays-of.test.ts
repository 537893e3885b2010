import { fromHtml } from 'hast-util-from-html'
import { expect, test } from 'vitest'
import { playsOf } from '../../src/bodies/plays-of.ts'

function plays(html: string, files: [string, string][] = []) {
  return playsOf({ tree: fromHtml(html, { fragment: true }), files: new Map(files), summaryLength: 70 })
}

test('what audio and video play, each once, the first source of several, with its file where the site has it', () => {
  const html = `<p><audio src="https://a.example/a.mp3"></audio></p>
    <video><source src="https://a.example/b.webm" type="video/webm; codecs=vp9"><source src="https://a.example/b.mp4"></video>
    <audio src="https://a.example/a.mp3"></audio>`
  expect(plays(html, [['https://a.example/a.mp3', '/site/static/a.mp3']])).toEqual([
    { url: 'https://a.example/a.mp3', kind: 'audio', file: '/site/static/a.mp3' },
    { url: 'https://a.example/b.webm', kind: 'video', type: 'video/webm' },
  ])
})

test('what leads nowhere, and players of other sites, are no files', () => {
  expect(plays('<audio></audio><video src="data:video/mp4,x"></video><iframe src="https://tube.example/1">')).toEqual(
    [],
  )
})
