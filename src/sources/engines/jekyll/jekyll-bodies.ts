import type { BodySource } from '../engine.ts'

export function jekyllBodies(): BodySource {
  return {
    answer: () => undefined,
    answersKey: '',
    async syntax() {
      const { liquidSyntax } = await import('../../../posts/dialects/jekyll/liquid-syntax.ts')
      return liquidSyntax()
    },
    problems: [],
  }
}
