import { readFile } from 'node:fs/promises'
import type { MailPicture } from '../bodies/for-mail.ts'
import type { NeededPicture } from '../bodies/pictures-of.ts'
import { type Problem, warning } from '../config/problem.ts'
import { kilobytes } from '../config/say-number.ts'
import { MOST_PICTURE_BYTES } from '../editions/most-picture-bytes.ts'
import { type ConversionRecord, findConversion, rememberConversion } from './conversion-record.ts'
import { convertUnlessRefused, storedConversion } from './stored-conversion.ts'

export interface MailPictures {
  /** Absolute URL in the body → what the mail shows. */
  pictures: Map<string, MailPicture>
  problems: Problem[]
}

/**
 * Makes the pictures that a mail needs, of a kind and size for mail clients, and keeps them in `dir`, which is served below
 * `baseUrl` as `pictures/HASH.png`: the mail shows them whatever becomes of the site. What was made once is found again by
 * the hash of its bytes. A picture without a file is left to mailHtml, unless it is to be fetched.
 */
export async function prepareMailPictures(
  needed: NeededPicture[],
  dir: string,
  baseUrl: string,
  fetchPicture: FetchPicture = async () => ({ error: 'it is not asked for' }),
): Promise<MailPictures> {
  const pictures = new Map<string, MailPicture>()
  const problems: Problem[] = []
  // One after the other: a picture unpacks into hundreds of megabytes, and sharp has threads of its own.
  for (const { url, file, from } of needed) {
    if (pictures.has(url) || (!file && !from)) continue
    const prepared = file
      ? await preparePicture(file, dir, baseUrl)
      : await prepareFetched({ url, from: from ?? 'site' }, { dir, baseUrl, fetchPicture })
    if (!prepared) continue
    if ('picture' in prepared) pictures.set(url, prepared.picture)
    else problems.push(prepared.problem)
  }
  return { pictures, problems }
}

/** What would be wrong with them; keeps nothing, and draws nothing that was kept before. */
export async function tryMailPictures(needed: NeededPicture[], dir: string): Promise<MailPictures> {
  const problems: Problem[] = []
  for (const { file } of needed) {
    const source = file === undefined ? undefined : await readFile(file).catch(() => undefined)
    if (!file || !source) continue
    if (isGif(source) && source.length > MOST_PICTURE_BYTES) problems.push(heavyGif(file, source.length))
    if (await findConversion(dir, source)) continue
    const conversion = await convertUnlessRefused(source, file, dir)
    if ('problem' in conversion) problems.push(conversion.problem)
  }
  return { pictures: new Map(), problems }
}

function isGif(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).toString('latin1') === 'GIF8'
}

/** It may move, and stays as it is. */
function heavyGif(file: string, bytes: number): Problem {
  const message = `the GIF has ${kilobytes(bytes)}, more than the ${kilobytes(MOST_PICTURE_BYTES)} that all pictures of a mail should have, and is not made smaller.`
  return warning('mail.picture-weight', message, {
    hint: 'Cut it, or show a still picture with a link to the film.',
    file,
  })
}

/** The bytes that an address answers with, or half a sentence why there are none. */
export type FetchPicture = (url: string, from: 'site' | 'preview') => Promise<{ bytes: Uint8Array } | { error: string }>

/** A preview stays the same, and is asked for once. Of what the site does not have, its post is told already. */
async function prepareFetched(
  { url, from }: { url: string; from: 'site' | 'preview' },
  { dir, baseUrl, fetchPicture }: { dir: string; baseUrl: string; fetchPicture: FetchPicture },
): Promise<Prepared | undefined> {
  const name = Buffer.from(`preview ${url}`)
  const known = from === 'preview' ? await findConversion(dir, name) : undefined
  if (known) return { picture: shown(known, baseUrl) }
  const answer = await fetchPicture(url, from)
  const made = 'bytes' in answer ? await storedConversion(answer.bytes, url, dir) : undefined
  if (made && 'record' in made) {
    if (from === 'preview') await rememberConversion(dir, name, made.record)
    return { picture: shown(made.record, baseUrl) }
  }
  if (from === 'site') return undefined
  return { problem: unfetched(url, 'error' in answer ? answer.error : 'it is no picture') }
}

function unfetched(url: string, why: string): Problem {
  const hint = 'The mail shows the title of the film, with its link; the next plan asks again.'
  return warning('picture.unfetched', `The preview ${url} cannot be fetched: ${why}.`, { hint })
}

function shown({ name, width, height }: ConversionRecord, baseUrl: string): MailPicture {
  return { url: `${baseUrl}pictures/${name}`, width, height }
}

type Prepared = { picture: MailPicture } | { problem: Problem }

async function preparePicture(file: string, dir: string, baseUrl: string): Promise<Prepared> {
  const source = await readFile(file).catch(() => undefined)
  if (!source) return { problem: missing(file) }
  const made = await storedConversion(source, file, dir)
  return 'problem' in made ? made : { picture: shown(made.record, baseUrl) }
}

function missing(file: string): Problem {
  return warning('picture.missing', 'the picture cannot be read.', {
    hint: 'Is it there, and may Broadsheet read it?',
    file,
  })
}
