import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { playSeconds } from '../../src/sources/play-seconds.ts'

const dir = mkdtempSync(join(tmpdir(), 'play-seconds-'))

/** A WAV file of silence: 8,000 samples a second of one byte (RIFF, format 1). */
function wav(seconds: number): Buffer {
  const header = Buffer.alloc(44)
  const samples = seconds * 8000
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples, 40)
  return Buffer.concat([header, Buffer.alloc(samples, 0x80)])
}

test('a file says how long it plays', async () => {
  writeFileSync(join(dir, 'talk.wav'), wav(2.5))
  expect(await playSeconds(join(dir, 'talk.wav'))).toBe(2.5)
})

test('of what is no sound, or not there, no length is known', async () => {
  writeFileSync(join(dir, 'talk.mp3'), 'ID3 and more')
  expect(await playSeconds(join(dir, 'talk.mp3'))).toBeUndefined()
  expect(await playSeconds(join(dir, 'nowhere.mp3'))).toBeUndefined()
})
