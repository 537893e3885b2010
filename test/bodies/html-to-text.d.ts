// html-to-text ships without types; this much of it is used.
declare module 'html-to-text' {
  export interface DomNode {
    type: string
    name?: string
    data?: string
    attribs?: Record<string, string>
    children?: DomNode[]
  }

  export interface BlockTextBuilder {
    metadata: unknown
    addInline(text: string, options?: { noWordTransform?: boolean }): void
    openBlock(options?: { isPre?: boolean; leadingLineBreaks?: number; reservedLineLength?: number }): void
    closeBlock(options?: { trailingLineBreaks?: number; blockTransform?: (text: string) => string }): void
    pushWordTransform(transform: (word: string) => string): void
    popWordTransform(): void
  }

  export type Walk = (nodes: DomNode[], builder: BlockTextBuilder) => void
  export type Formatter = (node: DomNode, walk: Walk, builder: BlockTextBuilder, options: unknown) => void

  export interface Options {
    wordwrap?: number | false
    formatters?: Record<string, Formatter>
    selectors?: { selector: string; format?: string; options?: Record<string, unknown> }[]
  }

  export function compile(options: Options): (html: string, metadata?: unknown) => string
}
