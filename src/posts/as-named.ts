/**
 * A path with its last parts as a longer one has them, where that differs in Unicode's form alone: URLs take a file's name as it stands,
 * while posts and links are known by NFC.
 */
export function asNamed(path: string, longer: string): string {
  if (ASCII.test(path)) return path
  const parts = path.split('/')
  const named = longer.split('/').slice(-parts.length)
  const shift = parts.length - named.length
  return parts
    .map((part, i) => {
      const other = named[i - shift]
      return other !== undefined && other.normalize('NFC') === part ? other : part
    })
    .join('/')
}

const ASCII = /^[\0-\x7f]*$/
