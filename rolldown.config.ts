import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'

/**
 * The compiled program in a few files: of a build with nothing to do, looking for five hundred modules and reading them took half.
 * What is not one of the program's own modules or below stays as npm installs it.
 */
const LEFT_TO_NPM = [
  // A binary of their own.
  'better-sqlite3',
  'sharp',
  // They load files of their own by name, and only for what few commands do.
  'mjml',
  'mathjax-full',
  'shiki',
  'music-metadata',
  'pino',
  // It is asked for its version, and one of its inner files is used.
  'nodemailer',
  'smtp-server',
]

const isLeft = (id: string) => LEFT_TO_NPM.some((name) => id === name || id.startsWith(`${name}/`))

export default defineConfig({
  input: entries(),
  platform: 'node',
  external: isLeft,
  logLevel: 'warn',
  // gray-matter's reader of JavaScript, which is never called: src/posts/front-matter.ts has another in its place.
  checks: { eval: false },
  // An error tells where it came from by the names of functions.
  output: {
    dir: 'dist/broadsheet',
    cleanDir: true,
    minify: false,
    // Side by side: a thread's entry is found beside the file that starts it.
    entryFileNames: '[name].js',
    chunkFileNames: 'part-[name].js',
  },
  plugins: [licences()],
})

/** What Node runs: the program, and its threads. By their sources: what was compiled of one that is gone still lies about. */
function entries(): Record<string, string> {
  const threads = readdirSync('src/app').filter((name) => name.endsWith('-thread.ts'))
  const sources = ['main.ts', ...threads.map((name) => join('app', name))]
  return Object.fromEntries(
    sources.map((source) => [basename(source, '.ts'), join('dist/app', source.replace(/ts$/, 'js'))]),
  )
}

/** Whoever hands out a package's code hands out its licence. */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      const packages = new Set(files.flatMap((file) => packageOf(file) ?? []))
      const source = [...packages].toSorted().map(licenceOf).join('\n')
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENCES.txt', source })
    },
  }
}

/** Folder of the package that a file belongs to; one that a package has taken into its own files has none of its own. */
function packageOf(file: string): string | undefined {
  for (let folder = dirname(file); folder.includes('/node_modules/'); folder = dirname(folder))
    if (isPackage(folder)) return folder
  return undefined
}

function isPackage(folder: string): boolean {
  return /\/node_modules\/(?:@[^/]+\/)?[^/]+$/.test(folder) && existsSync(join(folder, 'package.json'))
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return [`${name} ${version} (${license})`, ...texts, ''].join('\n\n')
}
