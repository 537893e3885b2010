import { createHash } from 'node:crypto'

/**
 * The id of an entry in Atom, which must be a URI (RFC 4287 §4.2.6). What is none, such as `42 at https://…` of a former feed, stays in
 * RSS and JSON Feed; here it is a UUID made of it (RFC 9562 §5.8), and so hangs on nothing that changes. A contract: never change it.
 */
export function atomId(id: string): string {
  if (URL.canParse(id)) return id
  const bytes = createHash('sha256').update(id).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(bytes.toString('hex'))
  return `urn:uuid:${parts?.slice(1).join('-')}`
}
