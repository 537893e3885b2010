import type { Context } from 'hono'

export interface ChangePorts {
  /** Another text with each change of what is looked at. */
  version(): string
  /** Calls back after each change; gives what ends that. */
  onChange(changed: () => void): () => void
  /** Aborts when the program ends: nobody is kept waiting. */
  ended: AbortSignal
}

/** Server-sent events (HTML §9.2): the version now, and with each change the next. Who was away learns of it when they come back. */
export function changeEvents(c: Context, { version, onChange, ended }: ChangePorts): Response {
  const encoder = new TextEncoder()
  let leave = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const tell = () => controller.enqueue(encoder.encode(`data: ${version()}\n\n`))
      const stop = onChange(tell)
      const end = () => {
        leave()
        controller.close()
      }
      leave = () => {
        stop()
        ended.removeEventListener('abort', end)
      }
      ended.addEventListener('abort', end)
      tell()
      if (ended.aborted) end()
    },
    cancel: () => leave(),
  })
  return c.body(body, 200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
}
