import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Address, type Email } from 'postal-mime'
import type { Mailbox } from '../config/mailbox.ts'
import type { CapturedMail, CapturedSummary } from '../messages/captured-mail.ts'

/** As capture-mailbox.ts names them. Nothing else of the folder is ever opened: a name comes from a URL. */
const NAME = /^(\d{6,15})-[0-9a-f]{8}\.eml$/
const HEADER_BYTES = 64 * 1024
const PICTURE = /^image\/(?:png|jpeg|gif)$/

/** The number in a captured mail's file name, by which they sort in order of arrival; undefined for another file. */
export function capturedNumber(name: string): number | undefined {
  const digits = NAME.exec(name)?.[1]
  return digits ? Number(digits) : undefined
}

/** The newest mails first, `limit` of them, older than the one named `before`; none where the folder is missing. */
export async function listCaptured(
  dir: string,
  { limit = 100, before }: { limit?: number; before?: string } = {},
): Promise<CapturedSummary[]> {
  const end = before === undefined ? Number.POSITIVE_INFINITY : (capturedNumber(before) ?? 0)
  const names = (await readNames(dir))
    .map((name) => ({ name, number: capturedNumber(name) ?? Number.POSITIVE_INFINITY }))
    .filter(({ number }) => number < end)
    .sort((a, b) => b.number - a.number)
  const summaries = await Promise.all(names.slice(0, limit).map(({ name }) => readSummary(dir, name).catch(absent)))
  return summaries.filter((summary) => summary !== undefined)
}

/** One mail, parsed; undefined where there is none of that name. */
export async function readCaptured(dir: string, name: string): Promise<CapturedMail | undefined> {
  if (capturedNumber(name) === undefined) return undefined
  const bytes = await readFile(join(dir, name)).catch(absent)
  if (!bytes) return undefined
  const email = await PostalMime.parse(bytes)
  const headers = email.headers.map(({ originalKey, value }) => ({ name: originalKey, value }))
  const { html, text } = email
  const pictures = email.attachments.flatMap(({ contentId, mimeType, content }) => {
    if (!contentId || !PICTURE.test(mimeType) || typeof content === 'string') return []
    return [{ cid: contentId.replace(/^<|>$/g, ''), type: mimeType, bytes: new Uint8Array(content) }]
  })
  return { ...summaryOf(name, email), headers, ...(html && { html }), ...(text && { text }), pictures, bytes }
}

async function readNames(dir: string): Promise<string[]> {
  return (await readdir(dir).catch(absent)) ?? []
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** From its first bytes: a list of a hundred must not read a hundred mails whole. */
async function readSummary(dir: string, name: string): Promise<CapturedSummary> {
  const file = await open(join(dir, name))
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    const head = buffer.subarray(0, bytesRead)
    const end = head.indexOf('\r\n\r\n')
    return summaryOf(name, await PostalMime.parse(end < 0 ? head : head.subarray(0, end + 4)))
  } finally {
    await file.close()
  }
}

function summaryOf(name: string, { from, to, subject, date }: Email): CapturedSummary {
  const [sender] = from ? mailboxesOf([from]) : []
  return {
    name,
    ...(sender && { from: sender }),
    to: mailboxesOf(to ?? []),
    subject: subject ?? '',
    ...(date && { date }),
  }
}

function mailboxesOf(addresses: Address[]): Mailbox[] {
  return addresses
    .flatMap((address) => address.group ?? [address])
    .map(({ name, address }) => (name ? { name, address } : { address }))
}
