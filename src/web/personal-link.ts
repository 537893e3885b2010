import type { Context } from 'hono'

/** Of the link that a mail gave its reader. Some mail programs add a slash, or the full stop that ends their sentence. */
export function tokenOf(c: Context): string {
  return (c.req.param('token') ?? '').replace(/[^A-Za-z0-9_-]+$/, '')
}

/** A page about one person, which nobody keeps. 404 is for a link that we never signed, 410 for one that is over (RFC 9110 §15.5.11). */
export function personalPage(
  c: Context,
  content: Parameters<Context['html']>[0],
  status: 200 | 404 | 409 | 410 = 200,
): ReturnType<Context['html']> {
  c.header('Cache-Control', 'no-store')
  return c.html(content, status)
}
