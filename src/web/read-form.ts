/** How often a field may come: `one` is a string, `many` a list. Fields that nobody asks for are passed over. */
export type FormShape = Record<string, 'one' | 'many'>

export type Form<Shape extends FormShape> = {
  [Name in keyof Shape]: Shape[Name] extends 'many' ? string[] : string | undefined
}

/** Why a form is not read, and the status that says so. */
export interface FormFault {
  status: 400 | 413 | 415
  message: string
}

/** The largest form of ours is a hundredth of it. */
const MAX_BYTES = 16 * 1024

const TOO_LARGE: FormFault = { status: 413, message: 'The form is larger than any that is read here.' }
const NO_FORM: FormFault = {
  status: 415,
  message: 'Send a form: application/x-www-form-urlencoded, or multipart/form-data without files.',
}
const MALFORMED: FormFault = { status: 400, message: 'The form is not complete, or not what its type says.' }

/**
 * The one reader of forms, for every route: what it gives has no control characters and no spaces around it. Nothing of a
 * form is used that has a fault.
 */
export async function readForm<const Shape extends FormShape>(
  request: Request,
  shape: Shape,
): Promise<{ form: Form<Shape> } | { fault: FormFault }> {
  const body = await bodyOf(request)
  if (!body) return { fault: TOO_LARGE }
  const entries = await entriesOf(body, request.headers.get('Content-Type') ?? '')
  if (!Array.isArray(entries)) return { fault: entries }
  const form: Record<string, string | string[] | undefined> = {}
  for (const [name, often] of Object.entries(shape)) {
    const values = entries.flatMap(([key, value]) => (key === name ? [value.trim()] : []))
    const fault = faultOf(name, values, often)
    if (fault) return { fault }
    form[name] = often === 'many' ? values : values[0]
  }
  return { form: form as Form<Shape> }
}

function faultOf(name: string, values: string[], often: 'one' | 'many'): FormFault | undefined {
  if (often === 'one' && values.length > 1) return { status: 400, message: `The field ${name} came more than once.` }
  if (values.some((value) => /\p{Cc}/u.test(value)))
    return { status: 400, message: `The field ${name} holds a line break or control character.` }
  return undefined
}

/** Undefined for one over the limit, of which no more than that is read. */
async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get('Content-Length') ?? 0) > MAX_BYTES) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.byteLength
    if (size > MAX_BYTES) {
      await reader?.cancel()
      return undefined
    }
    chunks.push(read.value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

async function entriesOf(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<[string, string][] | FormFault> {
  // A button without fields.
  if (body.byteLength === 0) return []
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'multipart/form-data') return partsOf(body, contentType)
  if (type !== 'application/x-www-form-urlencoded') return NO_FORM
  const text = utf8(body)
  return text === undefined ? MALFORMED : [...new URLSearchParams(text)]
}

async function partsOf(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<[string, string][] | FormFault> {
  try {
    const data = await new Response(body, { headers: { 'Content-Type': contentType } }).formData()
    const entries: [string, string][] = []
    for (const [name, value] of data) {
      if (typeof value !== 'string') return NO_FORM
      entries.push([name, value])
    }
    return entries
  } catch {
    return MALFORMED
  }
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
