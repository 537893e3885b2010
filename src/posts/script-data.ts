import { PlainScript } from './plain-script.ts'

export class RunsCode extends Error {}

/** Which page it is, and whether: without them a post would be another. Of a list over many pages nobody asks. */
const DECIDES = /^(?:\w+\.)?(?:title|date|permalink|slug|url|tags|draft)$/

/** Front matter in JavaScript, as far as it says plain values. Nothing of it is run. */
export function scriptData(text: string): object {
  const found = new PlainScript(text).frontMatter()
  const data = found?.value as object | undefined
  const isList = data !== undefined && Object.hasOwn(data, 'pagination')
  if (!data || (!isList && found?.code.some((name) => DECIDES.test(name)))) throw new RunsCode()
  return data
}
