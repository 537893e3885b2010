import { Hono } from 'hono'
import { PICTURE_TYPES } from '../../editions/picture-sources.ts'

export interface PicturePorts {
  /** A picture kept for sent mails; undefined where there is none of that name. */
  picture(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>
}

const NAME = /^[0-9a-f]{16,64}\.(png|jpg|gif)$/

/** Named by content hash, so what is cached is never wrong. */
export function picturesRoute(ports: PicturePorts): Hono {
  const route = new Hono()
  route.get('/pictures/:name', async (c) => {
    const name = c.req.param('name')
    const ending = NAME.exec(name)?.[1]
    const bytes = ending ? await ports.picture(name) : undefined
    if (!bytes || !ending) return c.notFound()
    return c.body(bytes, 200, {
      'Content-Type': PICTURE_TYPES[ending] ?? 'application/octet-stream',
      'Cache-Control': 'public, max-age=31536000, immutable',
      // Webmail shows it on a site of its own.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
  })
  return route
}
