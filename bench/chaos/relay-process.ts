import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface ToRelay {
  id: number
  /** `count`: nothing but the answer. */
  tell: 'calm' | 'close' | 'open' | 'count'
}
export interface RelayState {
  openConnections: number
  takenCount: number
}
type FromRelay = { port: number } | { answers: number; state: RelayState }

/** The relay as its parent sees it. */
export class RelayProcess {
  readonly port: number
  readonly #child: ChildProcess
  #asked = 0
  #end = ''

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
    child.once('exit', (code, signal) => {
      this.#end = `the relay ended by itself (${signal ?? code})`
    })
  }

  static start(options: { seed: number; logFile: string; key: string; certificate: string }): Promise<RelayProcess> {
    const file = fileURLToPath(new URL('./relay.js', import.meta.url))
    const { seed, logFile, key, certificate } = options
    const child = fork(file, [String(seed), logFile, key, certificate], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the relay did not start (${code})`)))
      child.once('message', (message: FromRelay) => {
        if ('port' in message) resolve(new RelayProcess(child, message.port))
      })
    })
  }

  /** Tells the relay something; resolves when it is done. */
  tell(tell: ToRelay['tell']): Promise<RelayState> {
    const id = ++this.#asked
    return new Promise((resolve, reject) => {
      const hear = (message: FromRelay) => {
        if (!('answers' in message) || message.answers !== id) return
        this.#child.removeListener('message', hear)
        resolve(message.state)
      }
      this.#child.on('message', hear)
      this.#child.send(
        { id, tell } satisfies ToRelay,
        (error) => error && reject(new Error(this.#end, { cause: error })),
      )
    })
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}
