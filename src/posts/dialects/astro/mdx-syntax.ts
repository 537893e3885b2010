import type { BodySyntax } from '../../body-syntax.ts'
import { Insertions } from '../../markdown/insertions.ts'
import { MdxReader } from './mdx-reader.ts'

/** What `.mdx` has besides Markdown: code, which is never run, and components, which nobody here has. Plain Markdown has none of it. */
export function mdxSyntax({ srcDir }: { srcDir: string }): BodySyntax {
  return {
    isIn: () => false,
    expand(text, context, tools) {
      const insertions = new Insertions(tools.pieces)
      if (!/\.mdx$/i.test(context.post.file)) return { text, insertions, isWhole: true, problems: [] }
      const reader = new MdxReader(text, { context, tools, insertions, srcDir })
      const shown = reader.shown()
      const problems = reader.problems()
      return { text: shown, insertions, isWhole: problems.length === 0, problems }
    },
  }
}
