import { cardElement, videoElement, vimeoVideo, youtubeVideo } from '../../embeds.ts'
import { argument, badArgument, idArgument, type ShortcodeRendering } from './shortcode-rendering.ts'
import type { ShortcodeCall } from './shortcode-tree.ts'

/** Shortcodes that show what lives elsewhere. No mail and few feed readers run it, so each becomes a video or a card. */

export function youtube({ params }: ShortcodeCall): ShortcodeRendering {
  const id = idArgument(params, 'id', 0)
  const video = youtubeVideo(id, { title: params.named.get('title'), start: params.named.get('start') })
  return video
    ? { content: [videoElement(video)] }
    : badArgument(`\`youtube\` needs the id of a video, and "${id}" is none.`)
}

export function vimeo({ name, params }: ShortcodeCall): ShortcodeRendering {
  const id = idArgument(params, 'id', 0)
  const video = vimeoVideo(id, params.named.get('title'))
  return video
    ? { content: [videoElement(video)] }
    : badArgument(`\`${name}\` needs the number of a video, and "${id}" is none.`)
}

/** `gist USER ID [FILE]` */
export function gist({ params }: ShortcodeCall): ShortcodeRendering {
  const [user = '', id = '', file] = params.positional
  if (!/^[\w-]+$/.test(user) || !/^[\da-f]+$/i.test(id)) {
    return badArgument(`\`gist\` needs a user and the id of a gist, and "${user} ${id}" is none.`)
  }
  const title = ['GitHub Gist', `${user}/${id.slice(0, 7)}`, file].filter(Boolean).join(' · ')
  return { content: [cardElement({ url: `https://gist.github.com/${user}/${id}`, title })] }
}

export function instagram({ name, params }: ShortcodeCall): ShortcodeRendering {
  const id = idArgument(params, 'id', 0)
  if (!/^[\w-]+$/.test(id)) return badArgument(`\`${name}\` needs the id of a post, and "${id}" is none.`)
  return { content: [cardElement({ url: `https://www.instagram.com/p/${id}/`, title: 'Instagram' })] }
}

/** `x user="…" id="…"`, and as it was called before. Old posts give the number alone. */
export function tweet({ name, params }: ShortcodeCall): ShortcodeRendering {
  const id = argument(params, 'id', params.positional.length > 1 ? 1 : 0) ?? ''
  const user = (params.named.get('user') ?? (params.positional.length > 1 ? params.positional[0] : '') ?? '').replace(
    /^@/,
    '',
  )
  if (!/^\d+$/.test(id) || !/^\w*$/.test(user)) {
    return badArgument(`\`${name}\` needs a user and the number of a post, and "${user} ${id}" is none.`)
  }
  const url = `https://x.com/${user || 'i'}/status/${id}`
  return { content: [cardElement({ url, title: user ? `X · @${user}` : 'X' })] }
}
