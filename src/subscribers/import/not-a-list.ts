import { failure, type Problem } from '../../config/problem.ts'

const AS_CSV = 'Save it as "CSV UTF-8" and import that.'
const UNPACK = 'Unpack it and import the CSV files that are in it, those of people who left too.'
const EXPORT = 'Export the list as CSV where it came from.'
const LOGIN =
  'If it was to be an export, the service may have answered with its login page: log in and export it again, as CSV.'

/** First bytes in hexadecimal, and what stands somewhere near; what the file is; what to do. The first that fits counts. */
const BY_BYTES: { start: string; holds?: string; message: string; hint: string }[] = [
  { start: '504b0304', holds: 'xl/', message: 'This is an Excel workbook, not CSV.', hint: AS_CSV },
  { start: '504b0304', holds: '[Content_Types].xml', message: 'This is an Excel workbook, not CSV.', hint: AS_CSV },
  {
    start: '504b0304',
    holds: 'opendocument.spreadsheet',
    message: 'This is an OpenDocument spreadsheet, not CSV.',
    hint: AS_CSV,
  },
  { start: '504b03', message: 'This is a ZIP file, not CSV.', hint: UNPACK },
  { start: '504b05', message: 'This is an empty ZIP file, not CSV.', hint: EXPORT },
  { start: 'd0cf11e0', message: 'This is an old Excel workbook, not CSV.', hint: AS_CSV },
  ...['1f8b', '425a68', 'fd377a585a', '377abcaf', '52617221', '28b52ffd'].map((start) => ({
    start,
    message: 'This is a packed file, not CSV.',
    hint: UNPACK,
  })),
  { start: '25504446', message: 'This is a PDF, not CSV.', hint: EXPORT },
  { start: '53514c69746520666f726d6174', message: 'This is a database, not CSV.', hint: EXPORT },
]

const BY_TEXT: { begins: RegExp; message: string; hint: string }[] = [
  {
    begins: /^\s*<(?:!doctype html|html|head|body|table|meta|\?xml|!--)/i,
    message: 'This is a web page or XML, not CSV.',
    hint: LOGIN,
  },
  { begins: /^\s*(?:\{\s*["}]|\[\s*[[{"\]])/, message: 'This is JSON, not CSV.', hint: EXPORT },
  { begins: /^\s*BEGIN:VCARD/i, message: 'These are contacts (vCard), not CSV.', hint: EXPORT },
]

/** One sentence for what is no CSV, rather than one for each of its lines; undefined where it may be a list. */
export function notAList(start: Uint8Array): Problem | undefined {
  const bytes = Buffer.from(start)
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  const found =
    BY_BYTES.find(
      (kind) => bytes.toString('hex').startsWith(kind.start) && (!kind.holds || bytes.includes(kind.holds)),
    ) ?? BY_TEXT.find(({ begins }) => begins.test(text))
  if (found) return failure('subscribers.csv', found.message, { hint: found.hint })
  if (!start.includes(0)) return undefined
  return failure('subscribers.csv', 'This is no text, and so no list.', { hint: EXPORT })
}
