import { createHash } from 'node:crypto'

/** What holds for every page: nothing but what is named may be loaded, and forms lead here. */
const NOTHING_ELSE = ["default-src 'none'", "base-uri 'none'", "form-action 'self'"]

/** Posts bring pictures from anywhere and inline styles; a mail is shown in a frame. No script runs. */
export const POSTS_POLICY = [
  ...NOTHING_ELSE,
  'img-src * data:',
  "style-src 'self' 'unsafe-inline'",
  "frame-src 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** A mail in a frame of ours, to look at: its own styles and pictures, and nothing of it acts or leads anywhere. */
export function mailPolicy({ pictures }: { pictures: boolean }): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `img-src ${pictures ? "'self' http: https: data:" : "'none'"}`,
    "style-src 'unsafe-inline'",
    "frame-ancestors 'self'",
    'sandbox',
  ].join('; ')
}

/**
 * The policy of the pages that we write: their one style by its hash, so that no other is applied, and no script; with
 * `scripts`, those that are served here; with `frames`, what is served here in a frame. Nobody frames them.
 */
export function pagePolicy(css: string, siteUrl: string, { scripts = false, frames = false } = {}): string {
  const hash = createHash('sha256').update(css).digest('base64')
  return [
    ...NOTHING_ELSE,
    // A style of the operator's own may show what their site has.
    `img-src 'self' data: ${new URL(siteUrl).origin}`,
    `style-src 'sha256-${hash}'${scripts ? " 'self'" : ''}`,
    ...(scripts ? ["script-src 'self'", "worker-src 'self'", "connect-src 'self'"] : []),
    ...(frames ? ["frame-src 'self'"] : []),
    "frame-ancestors 'none'",
  ].join('; ')
}
