import type { WordingVersion } from './consent-wording.ts'
import type { PreferencesWords } from './preferences-words.ts'

/**
 * What Broadsheet says to a subscriber, in one language. Each language is one file that has all of it: a missing
 * phrase does not compile. Phrases are plain text; whoever prints them escapes them.
 */
export interface Words {
  /** BCP 47 tag of the language they are written in: what `lang` says of a page made of them. */
  language: string
  mail: MailWords
  unsubscribe: UnsubscribeWords
  preferences: PreferencesWords
  subscribe: SubscribeWords
  archive: ArchiveWords
  feeds: FeedsWords
  posts: PostWords
  web: WebWords
}

export interface MailWords {
  /** To its reader, by name where that is known; it begins with a letter. */
  greeting: (name: string | undefined) => string
  /** Above the mail: a link to this number in the archive. */
  readOnline: string
  /** Below a post: a link to its page on the site. */
  readOnWeb: string
  /** Below a summary: a link to the rest. */
  continueReading: string
  /** Before the address of this number in the archive, to pass on; ends as what comes before an address does. */
  share: string
  /** To whoever got the mail from a friend; a link to the page to sign up on follows. */
  forwarded: string
  number: (number: number) => string
  postCount: (count: number) => string
  readingTime: (minutes: number) => string
  /** Subject of a mail with several posts: the title of one, and how many more there are. */
  severalPosts: (title: string, others: number) => string
  /** Why this person gets this mail; without `site` where the newsletter's title names it already (names-site.ts). */
  reason: (newsletter: string, site: string | undefined) => string
  unsubscribe: string
  /** Beside it: a link to what this person gets, and may change. */
  preferences: string
  /** Before the address in the text part, where no layout shows what it is. */
  postalAddress: string
  /** Subject of a mail that corrects another, by that one's. */
  correction: (subject: string) => string
  /** Above what it says. */
  corrects: string
  /** On top of a mail that `send --to` sent; its links are inert. */
  testNote: string
}

export interface UnsubscribeWords {
  title: string
  question: (newsletter: string) => string
  button: string
  /** Beside it, and after it, where this person gets others, too. */
  all: string
  done: (newsletter: string) => string
  /** To somebody who left before. */
  notSubscribed: string
  /** To whoever follows a link that is cut off, mangled or too old: they may well be subscribed. */
  brokenLink: string
  /** After it, before an address. */
  orWriteTo: string
  /** To whoever follows the inert link of a test mail: mostly the operator. */
  testLink: string
  /** Before the button that undoes it. */
  changedMind: string
  resubscribe: string
  resubscribed: (newsletter: string) => string
}

/** What the pages to sign up and to confirm say, and the mails between them. A list of newsletters comes as one text. */
export interface SubscribeWords {
  title: string
  /** Labels of fields. */
  email: string
  newsletters: string
  cadence: string
  /** Those of the usual ids; any other stands as it is. */
  cadences: Record<'each' | 'daily' | 'weekly' | 'monthly', string>
  topics: string
  language: string
  button: string
  /** What somebody agrees to, by its version: the record names it, so none is ever changed (consent-wording.ts). */
  consent: Record<WordingVersion, (newsletters: string) => string>
  /** After a likely typing error. */
  didYouMean: (address: string) => string
  notAnAddress: string
  /** Of a role or a throw-away address, where the operator refuses them. */
  refused: string
  tooMany: string
  /** To somebody who was faster than a person types. */
  quick: string
  chooseOne: string
  /** Label of a field that only programs see. */
  leaveEmpty: string
  /** The page after the form. */
  sentTitle: string
  sent: string
  /** The page behind the link of the mail. */
  confirmTitle: string
  question: (newsletters: string) => string
  confirm: string
  done: (newsletters: string) => string
  expired: string
  broken: string
  suppressed: string
  again: string
  back: (site: string) => string
  /** The mail that asks; with nothing that a stranger typed. */
  askSubject: (site: string) => string
  askIntro: (newsletters: string) => string
  ignore: string
  hours: (hours: number) => string
  /** The mail to somebody who gets it already. */
  alreadySubject: (site: string) => string
  alreadyIntro: (newsletters: string) => string
  welcomeSubject: (newsletters: string) => string
  welcomeIntro: (newsletters: string) => string
  /** Before a link to it. */
  latest: string
}

export interface ArchiveWords {
  /** Heading of the list of all numbers. */
  title: (newsletter: string) => string
  /** Where nothing was sent yet. */
  empty: string
  all: string
  newer: string
  older: string
  /** Above a correction, on the page of the number that it corrects. */
  correctedOn: (date: string) => string
  sentOn: (date: string) => string
  subscribe: string
  feed: string
  /** Heading of the list of all newsletters' numbers, and the link to it. */
  everything: string
  /** The button, and the label of its field. */
  search: string
  nothingFound: (query: string) => string
  /** Heading above what a search found. */
  found: (query: string) => string
  /** From a page of older numbers. */
  toNewest: string
}

/** What the page that lists all feeds says, and a feed that is opened in a browser. */
export interface FeedsWords {
  /** What a feed is, in two sentences. */
  about: string
  /** On the page: what to do with one of the addresses. */
  howTo: string
  /** On a feed in a browser: the address to copy is that of this page. */
  copyThis: string
  /** Before the names of readers. */
  openIn: string
  /** Whatever opens `feed:` links. */
  ownReader: string
  /** A link to the OPML file. */
  opml: string
  /** Below a post in a feed: a link that begins a mail to its author. */
  replyByMail: string
  allPosts: string
  sections: string
  categories: string
  tags: string
  authors: string
  languages: string
}

/** What a post's own marks stand for, where its author leaves that to the program. */
export interface PostWords {
  /** Of GitHub's alerts, `> [!NOTE]`. */
  note: string
  tip: string
  important: string
  warning: string
  caution: string
  /** What a fold without a summary is called. */
  details: string
}

/** What the home page and the page for nothing say. */
export interface WebWords {
  newsletters: string
  feeds: string
  notFound: string
}
