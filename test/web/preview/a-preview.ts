import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { type PreviewOptions, preview } from '../../../src/app/preview.ts'
import { aPublication, type TestPublication } from '../../cli/a-publication.ts'

export interface TestPreview {
  publication: TestPublication
  url: string
  /** What was told of what nobody foresaw. */
  errors: string[]
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; text: string; headers: Headers }>
  /** Writes a file of the publication; ends when the page was told to load itself again. */
  save(path: string, text: string): Promise<void>
  read(path: string): string
  end(): Promise<void>
}

/** A preview of a small publication, over real HTTP, until the test is over. */
export async function aPreview(publication = aPublication(), more: Partial<PreviewOptions> = {}): Promise<TestPreview> {
  const { dir } = publication
  const ending = new AbortController()
  const errors: string[] = []
  let url = ''
  let running: Promise<void> = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    running = preview(join(dir, 'broadsheet.toml'), {
      env: {},
      interrupted: ending.signal,
      onError: (sentence) => errors.push(sentence),
      onOpen: (at) => {
        url = at
        resolve()
      },
      ...more,
    })
    running.catch(reject)
  })
  const end = async () => {
    ending.abort()
    await running
  }
  onTestFinished(end)
  return {
    publication,
    url,
    errors,
    get: async (path, headers = {}) => {
      const answer = await fetch(url + path, { headers })
      return { status: answer.status, text: await answer.text(), headers: answer.headers }
    },
    save: async (path, text) => {
      const events = await fetch(`${url}events`)
      const reader = events.body?.getReader()
      await reader?.read()
      writeFileSync(join(dir, path), text)
      await reader?.read()
      await reader?.cancel()
    },
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    end,
  }
}

/** Every row of every table. */
export function rowsOf(dir: string): Record<string, unknown[]> {
  const database = new Database(join(dir, 'data/broadsheet.db'), { readonly: true })
  const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const found = Object.fromEntries(tables.map((name) => [name, database.prepare(`select * from "${name}"`).all()]))
  database.close()
  return found
}
