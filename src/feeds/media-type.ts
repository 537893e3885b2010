/** How files of pictures begin: the truth, whatever their names say. */
const SIGNATURES: [RegExp, string][] = [
  [/^\x89PNG\r\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF....WEBP/s, 'image/webp'],
  [/^....ftypavi[fs]/s, 'image/avif'],
  [/^(?:\xef\xbb\xbf)?\s*(?:<\?xml|<svg|<!--|<!DOCTYPE svg)/, 'image/svg+xml'],
]

const ENDINGS: Record<string, string> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  ogv: 'video/ogg',
  webm: 'video/webm',
}

/** How many bytes of a file are enough to tell what it is. */
export const HEAD_BYTES = 64

/** The media type of a picture, by how it begins (WHATWG MIME Sniffing §6.1); undefined for what is no picture. */
export function pictureType(head: Uint8Array): string | undefined {
  const start = Buffer.from(head).toString('latin1')
  return SIGNATURES.find(([signature]) => signature.test(start))?.[1]
}

/** The media type of audio or video, by the ending of its URL's path. */
export function playType(url: string): string | undefined {
  const ending = /\.(\w+)$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined
}
