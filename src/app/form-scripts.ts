import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Asks for a task when somebody begins to fill in the form, and has it solved beside. */
const FORM = `import './altcha.js'

const here = (name) => new URL(name, import.meta.url)
globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker(here('worker.js')))
const widget = document.createElement('altcha-widget')
widget.setAttribute('challenge', here('task').href)
widget.setAttribute('auto', 'onfocus')
widget.setAttribute('display', 'invisible')
// Nobody has to do anything for it: it is for neither eyes nor keys.
widget.hidden = true
document.querySelector('form.sign-up')?.append(widget)
`

const FILES: Record<string, string> = { 'altcha.js': 'external/altcha.min.js', 'worker.js': 'workers/pbkdf2.js' }

/** What the form's page loads, by name; all of it is served from here. */
export async function formScript(name: string): Promise<string | undefined> {
  if (name === 'form.js') return FORM
  const file = FILES[name]
  if (file === undefined) return undefined
  const known = read.get(name) ?? readFile(join(packageDir(), file), 'utf8')
  read.set(name, known)
  return known
}

const read = new Map<string, Promise<string>>()

/** The package's own files, wherever it is installed. */
function packageDir(): string {
  return join(createRequire(import.meta.url).resolve('altcha/external'), '..', '..')
}
