/**
 * What a log, a notice or a sentence about a server must not carry: who is subscribed, what lets somebody act for them,
 * and what a server is logged in to with. Whatever a server or a visitor echoes goes through here.
 */

/**
 * A version (`x@1.2.3`) is nobody's address; a quoted local part and an address in a URL (`%40`) are. It is looked for
 * from the beginning of a word only: from each letter of a long one it would take quadratic time.
 */
const ADDRESS =
  /(?:"(?:[^"\\\n]|\\.){1,64}"|(?<![^\s@<>"'(),;:])[^\s@<>"'(),;:]+)(?:@|%40)(?!\d+\.\d+\.\d+(?![.\d]))[^\s@<>"'(),;:]+/gi
/** `smtp://user:password@host` */
const LOGIN_IN_URL = /\/\/[^\s/@:]{0,100}:[^\s@]{0,200}@/g
const TOKEN = /[A-Za-z0-9_-]{43}/g

/** A text without anybody's address, a login in a URL, or a token of a personal link. */
export function withoutPeople(text: string): string {
  return text.replace(LOGIN_IN_URL, '//<login>@').replace(ADDRESS, '<address>').replace(TOKEN, '<token>')
}

/** What a connection is logged in with. */
export interface Credentials {
  user?: string
  password?: string
}

/** Shorter ones are in any text, and guessed at once. */
const SHORTEST = 3
/** A piece of a password that is cut off is one all the same. */
const SHORTEST_PIECE = 6
const BASE64 = /[A-Za-z0-9+/_-]{4,}={0,2}/g

/**
 * Makes what takes user and password out of a text: as they are, and in any base64 that has them in it (AUTH PLAIN and
 * LOGIN, RFC 4616; XOAUTH2; the answer to CRAM-MD5), also where a server echoes only a piece of it.
 */
export function withoutCredentials(credentials: readonly Credentials[]): (text: string) => string {
  const users = credentials.flatMap(({ user }) => given(user))
  const passwords = credentials.flatMap(({ password }) => given(password))
  const isTelling = (text: string) =>
    [...users, ...passwords].some((value) => text.includes(value)) || passwords.some((value) => isPiece(text, value))
  return (text) => {
    let clean = text
    for (const password of passwords) clean = replaceAll(clean, password, '<password>')
    clean = clean.replace(BASE64, (run) => (decodings(run).some(isTelling) ? '<login>' : run))
    for (const user of users) clean = replaceAll(clean, user, '<user>')
    return clean
  }
}

function given(value: string | undefined): string[] {
  return value !== undefined && value.length >= SHORTEST ? [value] : []
}

/** A word that only has the value in it (`postmaster` for the user `post`) is another word. */
function replaceAll(text: string, value: string, by: string): string {
  const escaped = value.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)
  const [before, behind] = [/^\w/.test(value) ? String.raw`(?<!\w)` : '', /\w$/.test(value) ? String.raw`(?!\w)` : '']
  return text.replace(new RegExp(before + escaped + behind, 'gi'), () => by)
}

/** From each of the four places at which a quantum may begin: what stands before may be of the alphabet, too. */
function decodings(run: string): string[] {
  return [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString('utf8'))
}

function isPiece(text: string, password: string): boolean {
  // What is cut within a character ends in U+FFFD.
  const piece = text.replace(/\uFFFD+$/, '')
  return piece.length >= SHORTEST_PIECE && password.includes(piece)
}
