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
  'config.unwritable': 'a file beside broadsheet.toml that cannot be written',
  'config.insecure-smtp': 'a mail server beyond this machine, reached without a verified certificate',
  'config.http-web-url': 'a web.url that is not https, where real mail is to be sent',

  'smtp.unreachable': 'the mail server cannot be reached, or turns us away',
  'smtp.tls': 'no encrypted connection to the mail server, or a certificate that cannot be trusted',
  'smtp.login': 'the mail server did not take user and password',
  'smtp.sender': 'the mail server refuses the sender address',
  'smtp.busy': 'the mail server takes no mail at the moment',
  'smtp.capture': 'the capture mailbox cannot write its folder',

  'network.probe': 'web.url does not answer as this instance',
  'feeds.entry': 'a post whose URL, id or date no feed can hold',
  'feeds.malformed': 'a feed that is not well-formed XML or JSON',
  'feeds.invalid': 'a feed that breaks a rule of its format',
  'output.full': 'a disk or quota that has no room for a file',
  'output.unwritable': 'a file that cannot be put in its place',

  'subscribers.address': 'an address that mail cannot be sent to',
  'subscribers.csv': 'a list of subscribers, or a row of it, that cannot be read',
  'subscribers.status': 'a subscriber in a list whose status keeps them out of it',
  'subscribers.date': 'a date in a list of subscribers that is none',
  'subscribers.secret': 'no secret to sign links with',

  'templates.unreadable': 'a template, or the folder of templates, cannot be read or copied',

  'template.missing': 'a template that a newsletter names and nobody wrote',
  'template.liquid': 'a fault in the Liquid of a template',
  'template.mjml': 'a fault in the MJML of a template',
  'mail.subject': 'a mail without a subject, or with one too long to be read',
  'mail.too-big': 'a mail that Gmail would cut off',
  'mail.no-unsubscribe': 'a mail that shows no way to leave',
  'mail.no-alt': 'a picture that says nothing to those who do not see it',
  'mail.relative-url': 'a link or picture that leads nowhere from a mail',
  'mail.unfilled': 'a place in a template or post that was not filled in',

  'init.no-site': 'a folder that holds no site of a known engine',

  'shortcode.unknown': 'a shortcode that Broadsheet does not understand',
  'shortcode.syntax': 'a shortcode that is never closed, or closed without being opened',
  'shortcode.arguments': 'a shortcode whose arguments cannot be used',
  'shortcode.reference': 'a ref or relref to a post that is not there',
  'body.nesting': 'HTML nested too deep to be read',
  'picture.missing': 'a picture whose file is not there or cannot be read',
  'picture.unreadable': 'a file that is no picture, or one too large to open',
  'picture.unwritable': 'a converted picture that cannot be put in its place',

  'send.unknown-post': 'a post named by `--post` that is not there',
  'send.post-not-live': 'a post named by `--post` that the site does not show',
  'send.unknown-newsletter': 'a newsletter that the configuration does not have',
  'send.unknown-cadence': 'a cadence that the newsletter does not have',
  'send.which-newsletter': 'several newsletters, and none was named',
  'send.no-smtp': 'nothing to send through',
  'send.web-url': 'web.url is not fit for unsubscribing',
  'send.plan-unknown': 'a plan that is not kept, or no longer',
  'send.plan-changed': 'what was planned is no longer what would be sent',
  'send.question': 'a question to ask, and nobody to ask it',
  'send.refused': 'a test mail that the server did not take',
  'edition.unknown': 'an edition that is not there',
  'edition.step': 'a step that may not follow the state an edition is in',
  'edition.held': 'an edition that needs an operator',
  'delivery.trouble': 'a server whose own trouble stops delivery',
  'refresh.failed': '`content.refresh` did not succeed',
} as const

export type ProblemCode = keyof typeof PROBLEM_CODES
