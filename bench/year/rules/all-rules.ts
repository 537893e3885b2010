import { ALL_SETTLED } from './all-settled.ts'
import { DATED_WHEN_LET_GO } from './dated-when-let-go.ts'
import { feedsKeepIds } from './feeds-keep-ids.ts'
import { HELD_HOLDS_THE_LEAST } from './held-holds-the-least.ts'
import { HELD_IS_TOLD } from './held-is-told.ts'
import { NO_FLOOD } from './no-flood.ts'
import { NO_POST_LEFT_OUT } from './no-post-left-out.ts'
import { NO_TOKEN_IN_POSTS } from './no-token-in-posts.ts'
import { NOBODY_SHUT_OUT } from './nobody-shut-out.ts'
import { nobodyWhoLeft } from './nobody-who-left.ts'
import { NOTHING_TWICE } from './nothing-twice.ts'
import { ONE_MAIL_AN_ID } from './one-mail-an-id.ts'
import type { Rule } from './rule.ts'
import { runsOnTime } from './runs-on-time.ts'
import { STARTS_WHEN_QUIET } from './starts-when-quiet.ts'

/** By which each year is judged; those that remember something are made anew for each. */
export function allRules(): Rule[] {
  return [
    nobodyWhoLeft(),
    NOTHING_TWICE,
    NO_POST_LEFT_OUT,
    feedsKeepIds(),
    HELD_IS_TOLD,
    HELD_HOLDS_THE_LEAST,
    NO_FLOOD,
    ONE_MAIL_AN_ID,
    runsOnTime(),
    STARTS_WHEN_QUIET,
    DATED_WHEN_LET_GO,
    NOBODY_SHUT_OUT,
    NO_TOKEN_IN_POSTS,
    ALL_SETTLED,
  ]
}
