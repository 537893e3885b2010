import { count } from '../config/count.ts'
import { sayMoment } from '../config/say-time.ts'
import type { WaitingDeliveries } from './edition-progress.ts'

/** Of deliveries that are deferred and were not tried: `3 mails wait for an hour that their readers chose, until 2026-12-01 07:00.` */
export function untriedSentences({ forHour, last, forMail }: WaitingDeliveries, timezone: string): string[] {
  const mails = (number: number) => `${count(number, 'mail waits', 'mails wait')} for`
  return [
    ...(last
      ? [
          `${mails(forHour)} ${forHour === 1 ? 'the hour that its reader' : 'hours that their readers'} chose, until ${sayMoment(last, timezone)}.`,
        ]
      : []),
    ...(forMail > 0
      ? [`${mails(forMail)} ${forMail === 1 ? 'the mail that it corrects' : 'the mails that they correct'}.`]
      : []),
  ]
}
