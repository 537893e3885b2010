import { expect, test } from 'vitest'
import { pictureType, playType } from '../../src/feeds/media-type.ts'

test.each([
  ['\x89PNG\r\n\x1a\n\0\0', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['GIF89a', 'image/gif'],
  ['RIFF\x10\n\0\0WEBPVP8 ', 'image/webp'],
  ['\0\0\0\x1cftypavif', 'image/avif'],
  ['\n<svg xmlns="http://www.w3.org/2000/svg">', 'image/svg+xml'],
  ['<html>', undefined],
  ['', undefined],
])('a file that begins with %j is %s', (head, type) => {
  expect(pictureType(Buffer.from(head, 'latin1'))).toBe(type)
})

test.each([
  ['https://lantern.example/a.MP3?x=1', 'audio/mpeg'],
  ['https://lantern.example/a.mp3/b.webm', 'video/webm'],
  ['https://lantern.example/a', undefined],
  ['https://lantern.example/a.constructor', undefined],
])('what plays at %s is %s', (url, type) => {
  expect(playType(url)).toBe(type)
})
