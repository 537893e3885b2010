// These plugins ship without types.

declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it'

  const plugin: (md: MarkdownIt) => void
  // biome-ignore lint/style/noDefaultExport: it is what the package has
  export default plugin
}

declare module 'markdown-it-emoji' {
  import type { MarkdownIt } from 'markdown-it'
  export const full: (md: MarkdownIt, options?: { shortcuts?: Record<string, string> }) => void
}
