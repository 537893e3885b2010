import type { ElementContent } from 'hast'
import { element } from '../element.ts'

/** `{% highlight ruby linenos %}` → the code, with its language. */
export function highlighted(args: string, code: string): ElementContent {
  const language = /^[\w.+#_-]+/.exec(args)?.[0]?.toLowerCase()
  const text = code.replace(/^(?:[ \t]*\n)+/, '').trimEnd()
  const words: ElementContent = { type: 'text', value: `${text}\n` }
  return element('pre', {}, [element('code', language ? { className: [`language-${language}`] } : {}, [words])])
}
