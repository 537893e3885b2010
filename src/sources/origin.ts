import { hash } from 'node:crypto'
import type { Problem } from '../config/problem.ts'
import type { Asked } from './asked.ts'

/** What a rendered entry was made of, besides the post's own file and facts. */
export interface Makings {
  asked: Asked
  problems: Problem[]
  /** The files of what plays in it: their lengths stand in feeds. */
  plays?: string[]
}

/**
 * What a rendered entry was made of. A build with nothing to do compares the keys of ten thousands and asks nothing else of them: they stand
 * before the rest, which is parsed when it is asked for.
 */
export class Origin {
  /** Of the post's own file and facts, and of the site's settings. */
  readonly key: string
  /** Of all that a post may ask its site for, when the answers were last found the same. */
  readonly index: string
  /** Of what it was made of. The index may be found to be another, and the answers the same. */
  readonly digest: string
  /** Whether files decide, too, which may change without the post. */
  readonly hasOthers: boolean
  readonly #json: string

  private constructor([key = '', index = '', digest = '', others = '']: string[], json: string) {
    this.key = key
    this.index = index
    this.digest = digest
    this.hasOthers = others === OTHERS
    this.#json = json
  }

  static of(key: string, index: string, makings: Makings): Origin {
    const json = JSON.stringify(makings)
    const others = makings.plays !== undefined ? OTHERS : NONE
    return new Origin([key, index, hash('sha1', key + json, 'base64'), others], json)
  }

  static from(text: string): Origin {
    const start = text.indexOf('{')
    return new Origin(text.slice(0, start).split(' '), text.slice(start))
  }

  get text(): string {
    return `${this.key} ${this.index} ${this.digest} ${this.hasOthers ? OTHERS : NONE} ${this.#json}`
  }

  get makings(): Makings {
    return JSON.parse(this.#json) as Makings
  }

  withIndex(index: string): Origin {
    return new Origin([this.key, index, this.digest, this.hasOthers ? OTHERS : NONE], this.#json)
  }
}

const OTHERS = 'others'
const NONE = 'none'
