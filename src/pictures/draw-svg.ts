import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export interface SvgOptions {
  /** CSS pixels; no picture is shown wider. */
  columnWidth: number
  /** Of a screen, for one of CSS. */
  density: number
  maxPixels: number
}

export interface SvgLimits {
  seconds: number
  /** Of the whole process. */
  megabytes: number
}

export interface DrawnSvg {
  /** PNG. */
  bytes: Buffer
  /** CSS pixels at which it is meant to be shown. */
  width: number
  height: number
}

const LIMITS: SvgLimits = { seconds: 20, megabytes: 768 }
const LARGEST_OUTPUT = 64 * 1024 * 1024
const HEADER_BYTES = 8
const LOOK_EVERY_MS = 100

/** What the process runs: an SVG on stdin → width and height (4 bytes each), and a PNG. A dot per inch of SVG is a 72nd. */
const PROGRAM = `
const sharp = require(process.argv[1])
const { columnWidth, density, maxPixels } = JSON.parse(process.argv[2])
const chunks = []
process.stdin.on('data', (chunk) => chunks.push(chunk)).on('end', async () => {
  try {
    const bytes = Buffer.concat(chunks)
    const { format, width, height } = await sharp(bytes, { limitInputPixels: maxPixels }).metadata()
    if (format !== 'svg') throw new Error('it is no SVG')
    const shown = Math.min(width, columnWidth)
    const dpi = Math.min(2400, Math.max(1, (72 * density * shown) / width))
    const png = await sharp(bytes, { limitInputPixels: maxPixels, density: dpi })
      .resize({ width: shown * density, withoutEnlargement: true })
      .png({ compressionLevel: 9 })
      .toBuffer()
    const header = Buffer.alloc(8)
    header.writeUInt32BE(shown)
    header.writeUInt32BE(Math.max(1, Math.round((height * shown) / width)), 4)
    process.stdout.end(Buffer.concat([header, png]))
  } catch (error) {
    process.stderr.write(error.message)
    process.exitCode = 1
  }
})`

/** It was ended: to try again takes as long, and ends the same. */
export class OverLimit extends Error {}

/**
 * Draws an SVG in a process of its own, which is ended when it takes too long or too much: a few lines of filters keep librsvg busy for
 * minutes, and no time limit within the process reaches it.
 * @throws Error with the reason; OverLimit where it was ended
 */
export async function drawSvg(svg: Uint8Array, options: SvgOptions, limits = LIMITS): Promise<DrawnSvg> {
  const sharp = createRequire(import.meta.url).resolve('sharp')
  const args = ['--max-old-space-size=256', '-e', PROGRAM, sharp, JSON.stringify(options)]
  // Nothing of ours in its environment: what it draws is a stranger's.
  const child = spawn(process.execPath, args, { env: {}, stdio: ['pipe', 'pipe', 'pipe'] })
  let reason: string | undefined
  const end = (why: string) => {
    reason ??= why
    child.kill('SIGKILL')
  }
  const timer = setTimeout(() => end(`drawing it takes longer than ${limits.seconds} s`), limits.seconds * 1_000)
  const looking = setInterval(async () => {
    if ((await megabytesOf(child.pid)) > limits.megabytes) end(`drawing it takes more than ${limits.megabytes} MB`)
  }, LOOK_EVERY_MS)
  const chunks: Buffer[] = []
  let length = 0
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    if (length > LARGEST_OUTPUT) end('it is too large')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, 1_000)
  })
  // It may end before it has read all.
  child.stdin.on('error', () => {})
  child.stdin.end(svg)
  try {
    const signal = await new Promise<string | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (_, signal) => resolve(signal))
    })
    if (reason) throw new OverLimit(reason)
    if (length <= HEADER_BYTES)
      throw new Error(said.split('\n')[0] || `drawing it failed${signal ? ` by ${signal}` : ''}`)
  } finally {
    clearTimeout(timer)
    clearInterval(looking)
  }
  const made = Buffer.concat(chunks)
  return { width: made.readUInt32BE(0), height: made.readUInt32BE(4), bytes: made.subarray(HEADER_BYTES) }
}

/** What a process has in memory; 0 where the system does not tell (Linux does: proc(5)). */
async function megabytesOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}
