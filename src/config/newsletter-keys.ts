import { z } from 'zod'
import { choice, duration, flag, listOf, mailbox, matching, read, table, wordList, words } from './config-shapes.ts'
import { cronFault } from './cron-fault.ts'
import { parseHours } from './hours.ts'
import { parseMailbox } from './mailbox.ts'
import { isOnPublication } from './schedule-kind.ts'

const ID = /^[a-z0-9-]{1,63}$/
const BELOW = 'Write each newsletter below a line [[newsletters]].'

/** @param isCron whether the scheduler understands an expression */
export function newsletters(isCron: (text: string) => boolean) {
  return listOf(newsletter(isCron), BELOW, {
    nameOf: ({ id }) => (typeof id === 'string' ? id : undefined),
    key: 'id',
    error: 'Give each newsletter an id of its own.',
  })
}

function newsletter(isCron: (text: string) => boolean) {
  const schedule = z.string(scheduleFault('', isCron)).superRefine((text, context) => {
    const fault = scheduleFault(text, isCron)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  })
  const cadence = matching(ID, 'Name a cadence with at most 63 letters a to z, digits and hyphens.')
  return table(
    BELOW,
    {
      id: matching(ID, 'Write an id of at most 63 letters a to z, digits and hyphens: id = "weekly".'),
      title: words('Write the title of the newsletter: title = "The Lantern, weekly".').optional(),
      from: mailbox('from'),
      reply_to: mailbox('reply_to').optional(),
      /** A single cadence, `default`. */
      schedule: schedule.optional(),
      /** Cadence → cron expression in the site's zone, or `on publication`. */
      schedules: z
        .record(cadence, schedule, 'Write schedules = { daily = "0 8 * * *", weekly = "0 9 * * MON" }.')
        .optional(),
      /** How long nothing may have been published before an edition on publication is made. */
      quiet: duration().prefault('30m'),
      select: select.prefault({}),
      /** Tags of posts that who signs up may choose among. */
      topics: wordList('Write a list of tags: topics = ["bread", "maps"].').default([]),
      /** Name of an MJML template: templates/NAME.mjml. */
      template: matching(
        /^[\w-]{1,63}$/,
        'Write a template\'s name: "digest" stands for templates/digest.mjml.',
      ).default('digest'),
      /** What a mail with one post shows of it. */
      one_post: choice(['whole', 'teaser'], 'Write "whole" or "teaser".').default('whole'),
      /** From where a mail's pictures come when it is opened. */
      pictures: choice(['web', 'mail'], 'Write "web" or "mail".').default('web'),
      /** A pattern in Liquid. */
      subject: words(
        'Write a pattern: subject = "{{ newsletter.title }} No. {{ number }}: {{ first.title }}".',
      ).optional(),
      /** Whether inboxes show the posts' summaries after the subject. */
      preheader: flag().default(true),
      /** Whether a mail greets its reader, by name where that is known. */
      greeting: flag().default(false),
      approve: flag().default(false),
      /** Time to undo: an edition that may go starts so long after. */
      start_delay: duration().prefault('0m'),
      /** When mails may leave, in the site's zone. */
      hours: read(
        parseHours,
        'Write two times of a day: hours = "07:00-21:00"; over midnight "22:00-02:00", always "00:00-24:00".',
      ).prefault('00:00-24:00'),
      /** Whether readers may choose the hour of their own day at which they get it. */
      own_hour: flag().default(false),
      max_lateness: duration().prefault('12h'),
      /** Who gets the tests of `send --to testers`: addresses, as they are written. */
      testers: z.array(tester, TESTERS).default([]),
      /** An edition's messages are spread evenly over so long; undefined: as fast as they go. */
      spread: duration().optional(),
    },
    {
      holds: ({ schedule, schedules }) => schedule === undefined || schedules === undefined,
      error: 'Keep either schedule or schedules.',
      path: ['schedules'],
    },
  )
}

/** Why it is no schedule, and what to write; undefined where it is one. */
function scheduleFault(text: string, isCron: (text: string) => boolean): string | undefined {
  if (isOnPublication(text)) return undefined
  const fault = cronFault(text)
  if (fault) return `${fault} Or write "on publication".`
  return isCron(text) ? undefined : 'No day is ever like that: write one that comes.'
}

const TESTERS = 'Write a list of addresses: testers = ["mei@lantern.example"].'
const tester = z.string(TESTERS).refine((text) => parseMailbox(text) !== undefined, TESTERS)

/** Which posts a newsletter takes: any within a key, all across keys; an empty key takes all. */
const select = table('Write select = { tags = ["news"] }.', {
  sections: wordList('Write a list: sections = ["posts"].').default([]),
  tags: wordList('Write a list: tags = ["news"].').default([]),
  categories: wordList('Write a list: categories = ["news"].').default([]),
  languages: wordList('Write a list: languages = ["en"].').default([]),
})
