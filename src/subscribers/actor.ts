/**
 * Who brought about what is kept for good: how a subscription began and ended, how an address came to be suppressed and
 * mailed again. It is written down as it stands here, and read by people and by our own import.
 */
export type Actor =
  /** An operator at the command line; with what the person said, where that was given. */
  | 'cli'
  | `cli: ${string}`
  /** A list that an operator imported. */
  | `import ${string}`
  /** The person: by a button of the mail program (RFC 8058), or on the page behind a mail's link to leave. */
  | 'one-click'
  | 'web'
  /** By a form to subscribe; and behind another link of a mail, which confirms or changes what they get. */
  | 'form'
  | 'link'
  /** A mail server, by what it answered to an edition: `weekly/12`. */
  | `${string}/${string}`

export type Person = Extract<Actor, 'one-click' | 'web' | 'form' | 'link'>

export function operator(evidence?: string): Actor {
  return evidence ? `cli: ${evidence}` : 'cli'
}

/** @param name of the file, without its folder */
export function importOf(name: string): Actor {
  return `import ${name}`
}

/** @param edition as it is written: `weekly/12` */
export function serversOf(edition: string): Actor {
  return edition as Actor
}
