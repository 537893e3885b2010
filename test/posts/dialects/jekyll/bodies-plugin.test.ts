import { describe, expect, it } from 'vitest'
import { faultIn, overlayConfig } from '../../../../src/posts/dialects/jekyll/bodies-plugin.ts'

describe('a run of Jekyll for bodies', () => {
  const dirs = (config: Record<string, unknown>) => overlayConfig(config, '/site', '/run/plugins').plugins_dir

  it('has our plugin beside the site’s own', () => {
    expect(dirs({})).toEqual(['/site/_plugins', '/run/plugins'])
    expect(dirs({ plugins_dir: 'ruby' })).toEqual(['/site/ruby', '/run/plugins'])
    expect(dirs({ plugins_dir: ['ruby', '/usr/share/ours', 7] })).toEqual([
      '/site/ruby',
      '/usr/share/ours',
      '/run/plugins',
    ])
  })

  it('runs none of the site’s own where the site is safe', () => {
    expect(dirs({ safe: true, plugins_dir: 'ruby' })).toEqual(['/run/plugins'])
  })
})

describe('what failed, as Jekyll 4.3 says it', () => {
  it.each([
    [
      "\u001b[31m  Dependency Error: Yikes! It looks like you don't have jekyll-nothere or one of its dependencies installed. In order to use\u001b[0m",
      'the gem jekyll-nothere is not installed',
    ],
    [
      "/lib/jekyll/theme.rb:86:in `rescue in gemspec': The nothere theme could not be found. (Jekyll::Errors::MissingDependencyException)\n\tfrom /lib/a.rb",
      'The nothere theme could not be found',
    ],
    [
      "\u001b[31m  Liquid Exception: Liquid syntax error (line 9): Unknown tag 'foo' in /site/_posts/a.md\u001b[0m\n/lib/document.rb:36:in `unknown_tag': Liquid syntax error (line 9) (Liquid::SyntaxError)",
      "Liquid syntax error (line 9): Unknown tag 'foo' in /site/_posts/a.md",
    ],
    [
      "/lib/bundler/resolver.rb:271:in `map!': Could not find gem 'jekyll-nothere' in locally installed gems. (Bundler::GemNotFound)",
      "Could not find gem 'jekyll-nothere' in locally installed gems",
    ],
    ['\n  something else.\n', 'something else'],
    ['', 'it failed'],
  ])('%s', (output, said) => expect(faultIn(output)).toBe(said))
})
