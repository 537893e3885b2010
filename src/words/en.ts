import { plural } from './plural.ts'
import type { Words } from './words.ts'

export const en: Words = {
  language: 'en',
  mail: {
    readOnline: 'Read online',
    readOnWeb: 'Read on the web',
    continueReading: 'Continue reading',
    number: (number) => `No. ${number}`,
    postCount: (count) => plural('en', count, { one: '1 post', other: `${count} posts` }),
    readingTime: (minutes) => `${minutes} min read`,
    severalPosts: (title, others) => `${title} and ${others} more`,
    reason: (newsletter, site) => `You get this because you asked for ${newsletter}${site ? ` at ${site}` : ''}.`,
    unsubscribe: 'Unsubscribe',
    postalAddress: 'Postal address',
    testNote: 'This is a test. It marks nothing as sent, and its unsubscribe link does nothing.',
  },
  unsubscribe: {
    title: 'Unsubscribe',
    question: (newsletter) => `Do you want to stop getting ${newsletter}?`,
    button: 'Unsubscribe',
    done: (newsletter) => `You are unsubscribed. ${newsletter} will not write to you again.`,
    notSubscribed: 'You are not subscribed.',
    brokenLink:
      'This link is not complete, or no longer valid, so it unsubscribed nobody. Please use the unsubscribe link or button in the newest mail.',
    orWriteTo: 'Or write to',
    testLink:
      'This is the link of a test mail: it unsubscribes nobody. In a real mail, each reader gets a link of their own.',
    changedMind: 'Was that a mistake?',
    resubscribe: 'Subscribe again',
    resubscribed: (newsletter) => `You are subscribed to ${newsletter} again.`,
  },
  archive: {
    title: (newsletter) => `${newsletter}: all numbers`,
    empty: 'Nothing has been sent yet.',
    all: 'All numbers',
    newer: 'Newer',
    older: 'Older',
    sentOn: (date) => `Sent on ${date}`,
    subscribe: 'Subscribe',
    feed: 'Feed',
  },
  feeds: {
    about:
      'A feed brings new posts to a reader app of your choice. You need no account here, and nobody learns your address.',
    howTo: 'Copy an address into your feed reader, or open it with one click.',
    copyThis: 'To follow it, copy the address of this page into a feed reader.',
    openIn: 'Open in',
    ownReader: 'An app on this device',
    opml: 'All feeds in one file (OPML), to import into a reader',
    replyByMail: 'Reply by email',
    allPosts: 'All posts',
    sections: 'Sections',
    categories: 'Categories',
    tags: 'Tags',
    authors: 'Authors',
    languages: 'Languages',
  },
  posts: {
    note: 'Note',
    tip: 'Tip',
    important: 'Important',
    warning: 'Warning',
    caution: 'Caution',
    details: 'Details',
  },
  web: {
    newsletters: 'Newsletters',
    feeds: 'Feeds',
    notFound: 'There is nothing at this address.',
  },
}
