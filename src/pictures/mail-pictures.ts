import { readFile } from 'node:fs/promises'
import type { MailPicture } from '../bodies/for-mail.ts'
import type { NeededPicture } from '../bodies/pictures-of.ts'
import { failure, type Problem, warning } from '../config/problem.ts'
import { findConversion, rememberConversion } from './conversion-record.ts'
import { convertPicture } from './convert.ts'
import { keepPicture } from './keep.ts'

export interface MailPictures {
  /** Absolute URL in the body → what the mail shows. */
  pictures: Map<string, MailPicture>
  problems: Problem[]
}

/**
 * Makes the pictures that a mail needs, of a kind and size for mail clients, and keeps them in `dir`, which is served below
 * `baseUrl` as `pictures/HASH.png`: the mail shows them whatever becomes of the site. What was made once is found again by
 * the hash of its bytes. A picture without a file is left to mailHtml.
 */
export async function prepareMailPictures(
  needed: NeededPicture[],
  dir: string,
  baseUrl: string,
): Promise<MailPictures> {
  const pictures = new Map<string, MailPicture>()
  const problems: Problem[] = []
  // One after the other: a picture unpacks into hundreds of megabytes, and sharp has threads of its own.
  for (const { url, file } of needed) {
    if (!file) continue
    const prepared = await preparePicture(file, dir, baseUrl)
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
    if (!file || !source || (await findConversion(dir, source))) continue
    const conversion = await convertPicture(source, file)
    if ('problem' in conversion) problems.push(conversion.problem)
  }
  return { pictures: new Map(), problems }
}

type Prepared = { picture: MailPicture } | { problem: Problem }

async function preparePicture(file: string, dir: string, baseUrl: string): Promise<Prepared> {
  const source = await readFile(file).catch(() => undefined)
  if (!source) return { problem: missing(file) }
  const known = await findConversion(dir, source)
  const made = known ? { record: known } : await convertAndKeep(source, file, dir)
  if ('problem' in made) return made
  const { name, width, height } = made.record
  return { picture: { url: `${baseUrl}pictures/${name}`, width, height } }
}

async function convertAndKeep(source: Uint8Array, file: string, dir: string) {
  const conversion = await convertPicture(source, file)
  if ('problem' in conversion) return conversion
  const { bytes, type, width, height } = conversion.picture
  try {
    const { name } = await keepPicture(dir, bytes, type)
    const record = { name, width, height }
    await rememberConversion(dir, source, record)
    return { record }
  } catch (error) {
    return { problem: unwritable(dir, error) }
  }
}

function missing(file: string): Problem {
  return warning('picture.missing', 'the picture cannot be read.', {
    hint: 'Is it there, and may Broadsheet read it?',
    file,
  })
}

function unwritable(dir: string, error: unknown): Problem {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown error'
  return failure('picture.unwritable', `a converted picture cannot be written (${reason}).`, {
    hint: 'Make room on the disk, or let Broadsheet write the folder.',
    file: dir,
  })
}
