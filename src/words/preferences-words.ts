/** What the page behind a mail's link to its reader's preferences says, and the mails that belong to it. */
export interface PreferencesWords {
  title: string
  /** Before the address. */
  sentTo: string
  saved: string
  /** How a newsletter stands. */
  active: string
  pausedUntil: (date: string) => string
  notSubscribed: string
  /** Above topics, of which none chosen means all posts. */
  topics: string
  save: string
  pause: string
  resume: string
  toFeed: string
  /** How a newsletter stands that is read in a private feed. */
  byFeed: string
  toMail: string
  leaveAll: string
  /** At which mails come, as a heading and a field's label. */
  hour: string
  /** Which newsletters may come at it. */
  hourOf: (newsletters: string) => string
  /** In place of an hour. */
  atOnce: string
  timezone: string
  you: string
  name: string
  address: string
  newAddress: string
  addressHint: string
  changeAddress: string
  addressSent: string
  data: string
  dataHint: string
  download: string
  eraseLink: string
  eraseTitle: string
  eraseMeaning: string
  erase: string
  erased: string
  back: string
  /** Where a link is too old to show what belongs to somebody. */
  stale: string
  fresh: string
  freshSent: string
  broken: string
  testLink: string
  /** The mail with a fresh link; the link's words are the title. */
  freshSubject: (site: string) => string
  freshIntro: string
  days: (days: number) => string
  addressSubject: (site: string) => string
  /** To the new address. */
  askNew: (site: string) => string
  /** To a new address that is somebody's already. */
  taken: (site: string) => string
  /** To the old one. */
  askOld: (site: string, address: string) => string
  notYou: string
  /** On the page behind either's link. */
  questionNew: (site: string) => string
  questionOld: (address: string) => string
  agree: string
  callOff: string
  waiting: string
  changed: (address: string) => string
  calledOff: string
  expired: string
}
