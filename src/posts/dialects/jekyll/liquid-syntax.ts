import type { BodySyntax } from '../../body-syntax.ts'
import { Insertions } from '../../markdown/insertions.ts'
import { highlighted } from '../highlighted.ts'
import { LIQUID_OPENING, type LiquidEngine, LiquidRun } from '../liquid-run.ts'
import { includeQuestion, linkQuestion, postQuestion } from './answers.ts'
import { registerFilters } from './liquid-filters.ts'
import { liquidScope } from './liquid-scope.ts'
import { rubyTime } from './post-values.ts'
import type { BasedSite } from './site-base.ts'

export function liquidSyntax(site: BasedSite): BodySyntax {
  const engine = liquidEngine(site)
  return {
    isIn: (text) => LIQUID_OPENING.test(text),
    expand(text, context, tools) {
      const written = withMore(text, context.param('excerpt_separator') ?? site.excerptSeparator)
      const insertions = new Insertions(tools.pieces)
      if (!LIQUID_OPENING.test(written) || context.param('render_with_liquid') === 'false')
        return { text: written, insertions, isWhole: true, problems: [] }
      return new LiquidRun(engine, context, insertions).expand(written)
    },
  }
}

/** What stands above the site's own mark is the excerpt. */
function withMore(text: string, separator: string | undefined): string {
  if (separator === undefined || separator.trim() === '' || text.includes('<!--more-->')) return text
  const at = text.indexOf(separator)
  return at < 0 ? text : `${text.slice(0, at)}<!--more-->${text.slice(at + separator.length)}`
}

function liquidEngine(site: BasedSite): LiquidEngine {
  return {
    called: 'Jekyll',
    options: { jekyllInclude: true, jekyllWhere: true, dynamicPartials: false, timezoneOffset: site.timeZone },
    unknownHint: 'It may be of a plugin, which runs in Jekyll alone.',
    includeQuestion,
    scope: ({ context }) => liquidScope(site, context),
    register(run) {
      registerFilters(run.liquid, site, rubyTime(run.context.post.publishedAt))
      const highlight = (args: string, inner: string) => run.insertions.add([highlighted(args, inner)])
      run.addTag('highlight', { isBlock: true, print: highlight })
      run.addLinkTag('link', linkQuestion)
      run.addLinkTag('post_url', postQuestion)
      run.addTag('gist', { isBlock: false, print: gistLink })
      // A theme's, for a page's head.
      for (const name of ['seo', 'feed_meta']) run.addTag(name, { isBlock: false, print: () => '' })
    },
  }
}

function gistLink(args: string): string {
  const [id] = args.split(/\s+/)
  return id && /^[\w/-]+$/.test(id) ? `<https://gist.github.com/${id}>` : ''
}
