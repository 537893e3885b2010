import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PROGRAM } from '../program.ts'

export interface FeedPublication {
  dir: string
  configFile: string
  /** What `build` wrote there, served by all. */
  output: string
  /** Of feed.xml, in bytes. */
  sizes: { plain: number; gzip: number }
  remove(): Promise<void>
}

/** So many posts of so many words make a feed of about 60 KB as gzip. */
const POSTS = 20
const WORDS = 1_300

/** A publication in a folder of its own, built. */
export async function makeFeedPublication(port: number): Promise<FeedPublication> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-bench-'))
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 3 })
  try {
    const configFile = join(dir, 'broadsheet.toml')
    await writeFile(configFile, configText(port))
    await mkdir(join(dir, 'content/posts'), { recursive: true })
    const word = wordMaker()
    for (let post = 1; post <= POSTS; post++) {
      const day = String(post).padStart(2, '0')
      const text = Array.from({ length: WORDS }, word).join(' ')
      await writeFile(
        join(dir, `content/posts/post-${day}.md`),
        `---\ntitle: Post ${day}\ndate: 2026-01-${day}\n---\n${text}\n`,
      )
    }
    await promisify(execFile)(process.execPath, [PROGRAM, 'build', '--config', configFile])
    const output = join(dir, 'dist/site')
    const size = async (name: string) => (await readFile(join(output, name))).length
    const sizes = { plain: await size('feed.xml'), gzip: await size('feed.xml.gz') }
    return { dir, configFile, output, sizes, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

function configText(port: number): string {
  return `
[site]
title = "The Lantern"
url = "https://lantern.example/"

[content]
dialect = "hugo"

[database]
url = "sqlite:broadsheet.db"

[web]
url = "http://127.0.0.1:${port}/"
port = ${port}
secrets = ["a-secret-of-forty-characters-for-the-bench"]
`
}

/** The same words in each run, as hard to pack as a language is. */
function wordMaker(): () => string {
  let state = 1
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const syllable = () => 'bdfghklmnprstvz'.charAt(random(15)) + 'aeiou'.charAt(random(5))
  const vocabulary = Array.from({ length: 3_000 }, () => Array.from({ length: 1 + random(4) }, syllable).join(''))
  return () => vocabulary[random(vocabulary.length)] ?? ''
}
