import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { cliPorts } from '../../src/app/cli-ports.ts'
import { runProgram } from '../../src/cli/run-program.ts'
import { VERSION } from '../../src/config/version.ts'
import { PROGRAM } from '../integration/compiled.ts'
import { aFolder } from '../sources/a-folder.ts'
import { fakeTerminal } from './fake-terminal.ts'

/** What a command said and how it ended. */
export interface Ran {
  exitCode: number | null
  stdout: string
  stderr: string
  /** The questions that were asked, in a terminal of the test. */
  asked?: string[]
}

export interface TestPublication {
  dir: string
  /** Runs a command in this process: quick, and fit for all but `send --yes` and `serve`, which start a thread. */
  run(...args: string[]): Promise<Ran>
  /** The same where somebody sits at the terminal, and answers each question so. */
  answer(answer: boolean, ...args: string[]): Promise<Ran>
  /** Runs the compiled program, as a person would. */
  compiled(...args: string[]): Promise<Ran>
  /** Changes a file, made where it is missing. */
  edit(path: string, change: (text: string) => string): void
}

export const TOML = `[site]
title = "The Lantern"
url = "https://lantern.example/"
language = "en"
timezone = "Asia/Taipei"
postal_address = "1 Harbour Road"

[content]
live_check = "off"

[[newsletters]]
id = "weekly"
title = "The Lantern, weekly"
from = "The Lantern <news@lantern.example>"
schedule = "0 9 * * MON"

[[smtp]]
url = "mailbox:dist/mail"

[web]
url = "http://127.0.0.1:3000/"
secrets = ["a secret of this test, long enough"]
`

/** Three posts, of 1, 2 and 3 November. */
const POSTS = Object.fromEntries(
  ['Ash', 'Birch', 'Cedar'].map((title, index) => [`content/posts/${title.toLowerCase()}.md`, aPost(title, index + 1)]),
)

export function aPost(title: string, day: number, body = `All about ${title.toLowerCase()}.`): string {
  return `---\ntitle: ${title}\ndate: 2026-11-0${day}T09:00:00+08:00\n---\n${body}\n`
}

/** A small Hugo site and its broadsheet.toml in a folder of their own, gone when the test is. An empty file is left out. */
export function aPublication(files: Record<string, string> = {}): TestPublication {
  const site = { 'hugo.toml': 'baseURL = "https://lantern.example/"\n', 'broadsheet.toml': TOML, ...POSTS, ...files }
  const dir = aFolder(Object.fromEntries(Object.entries(site).filter(([, content]) => content !== '')))
  return {
    dir,
    run: (...args) => runHere(dir, args),
    answer: (answer, ...args) => runHere(dir, args, answer),
    compiled: (...args) => runCompiled(dir, args),
    edit: (path, change) => writeFileSync(join(dir, path), change(readFileSync(join(dir, path), 'utf8'))),
  }
}

async function runHere(dir: string, args: string[], answer?: boolean): Promise<Ran> {
  const terminal = fakeTerminal(answer)
  const { signal } = new AbortController()
  let exitCode: number | null = null
  const finish = (code: number) => {
    exitCode = code
  }
  const cli = { ...cliPorts({}, () => signal), terminal, onInterrupt: () => signal, finish }
  await runProgram(cli, VERSION, ['node', 'broadsheet', ...args, ...configOf(dir, args)])
  return { exitCode, stdout: terminal.stdout, stderr: terminal.stderr, asked: terminal.asked }
}

/** `init` makes a configuration and takes none. */
function configOf(dir: string, [command]: string[]): string[] {
  return command === 'init' ? [] : ['--config', join(dir, 'broadsheet.toml')]
}

/** Runs the compiled program in a folder, with nothing of this process's environment but the path. */
export async function runCompiled(dir: string, args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: dir,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { exitCode: await ended, stdout, stderr }
}
