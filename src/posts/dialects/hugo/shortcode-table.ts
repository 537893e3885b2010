import { gist, instagram, tweet, vimeo, youtube } from './shortcode-embeds.ts'
import { figure } from './shortcode-figure.ts'
import type { RenderShortcode } from './shortcode-rendering.ts'
import { comment, details, highlight, param, qr, reference } from './shortcode-words.ts'

/** Hugo's own shortcodes (https://gohugo.io/shortcodes/), and names that they had. Arguments are untrusted. */
export const SHORTCODES: ReadonlyMap<string, RenderShortcode> = new Map<string, RenderShortcode>([
  ['youtube', youtube],
  ['vimeo', vimeo],
  ['vimeo_simple', vimeo],
  ['gist', gist],
  ['instagram', instagram],
  ['instagram_simple', instagram],
  ['tweet', tweet],
  ['twitter', tweet],
  ['twitter_simple', tweet],
  ['x', tweet],
  ['x_simple', tweet],
  ['figure', figure],
  ['ref', reference],
  ['relref', reference],
  ['param', param],
  ['highlight', highlight],
  ['details', details],
  ['qr', qr],
  ['comment', comment],
])
