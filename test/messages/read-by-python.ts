import { spawnSync } from 'node:child_process'

export const hasPython = spawnSync('python3', ['-c', 'import email.policy']).status === 0

/** What Python's `email` reads in a mail, and what it finds amiss. */
export interface ReadByPython {
  subject: string
  from: string
  /** `text/html utf-8`, of each part that is no multipart. */
  parts: string[]
  text: string
  html: string
  defects: string[]
}

const READ = `
import email, json, sys
from email import policy
mail = email.message_from_binary_file(sys.stdin.buffer, policy=policy.default)
parts, defects = [], []
for part in mail.walk():
    if not part.is_multipart():
        part.get_content()
        parts.append(f'{part.get_content_type()} {part.get_content_charset()}')
    for defect in part.defects:
        defects.append(f'{part.get_content_type()} {type(defect).__name__}')
    for name, value in part.items():
        defects += [f'{name} {type(defect).__name__}' for defect in value.defects]
body = lambda kind: mail.get_body((kind,)).get_content() if mail.get_body((kind,)) else ''
json.dump({'subject': mail['subject'], 'from': mail['from'], 'parts': parts, 'defects': defects,
           'text': body('plain'), 'html': body('html')}, sys.stdout)
`

export function readByPython(mail: Uint8Array | string): ReadByPython {
  const { stdout, stderr } = spawnSync('python3', ['-c', READ], { input: mail, encoding: 'utf8', maxBuffer: 1e8 })
  if (stderr) throw new Error(stderr)
  return JSON.parse(stdout) as ReadByPython
}
