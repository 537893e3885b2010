/**
 * Every code a problem may carry, with what it stands for. Codes are a contract (`--json`): add, never rename.
 * Grouped by the folder that raises them.
 */
export const PROBLEM_CODES = {
  'config.unreadable': 'broadsheet.toml is missing or cannot be read',
  'config.syntax': 'broadsheet.toml is not valid TOML',
  'config.unknown-key': 'a key that Broadsheet does not know',
  'config.invalid': 'a key whose value cannot be used',
  'config.missing': 'a key that must be there',
  'config.env-missing': 'an environment variable that ${NAME} asks for and nobody set',
  'config.postal-address': 'no postal address to print in the mails',
  'config.insecure-smtp': 'a mail server beyond this machine, reached without a verified certificate',
  'config.http-web-url': 'a web.url that is not https, where real mail is to be sent',
} as const

export type ProblemCode = keyof typeof PROBLEM_CODES
