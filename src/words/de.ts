import { plural } from './plural.ts'
import type { Words } from './words.ts'

export const de: Words = {
  language: 'de',
  mail: {
    readOnline: 'Online lesen',
    readOnWeb: 'Auf der Website lesen',
    continueReading: 'Weiterlesen',
    number: (number) => `Nr. ${number}`,
    postCount: (count) => plural('de', count, { one: '1 Beitrag', other: `${count} Beiträge` }),
    readingTime: (minutes) => `${minutes} Min. Lesezeit`,
    severalPosts: (title, others) =>
      plural('de', others, {
        one: `${title} und 1 weiterer Beitrag`,
        other: `${title} und ${others} weitere Beiträge`,
      }),
    reason: (newsletter, site) =>
      `Sie erhalten diese E-Mail, weil Sie ${newsletter}${site ? ` bei ${site}` : ''} bestellt haben.`,
    unsubscribe: 'Abbestellen',
    postalAddress: 'Anschrift',
    testNote: 'Dies ist ein Test. Nichts gilt dadurch als verschickt, und der Link zum Abbestellen ist ohne Wirkung.',
  },
  unsubscribe: {
    title: 'Abbestellen',
    question: (newsletter) => `Möchten Sie ${newsletter} nicht mehr erhalten?`,
    button: 'Abbestellen',
    done: (newsletter) => `Sie sind abgemeldet. Sie erhalten ${newsletter} nicht mehr.`,
    notSubscribed: 'Sie sind nicht angemeldet.',
    brokenLink:
      'Dieser Link ist unvollständig oder nicht mehr gültig; er hat niemanden abgemeldet. Bitte benutzen Sie den Abmeldelink oder die Schaltfläche in der neuesten Mail.',
    orWriteTo: 'Oder schreiben Sie an',
    testLink:
      'Dieser Link stammt aus einer Testmail: Er meldet niemanden ab. In einer echten Mail hat jeder Empfänger seinen eigenen.',
    changedMind: 'War das ein Versehen?',
    resubscribe: 'Wieder anmelden',
    resubscribed: (newsletter) => `Sie erhalten ${newsletter} wieder.`,
  },
  archive: {
    title: (newsletter) => `${newsletter}: alle Ausgaben`,
    empty: 'Es wurde noch nichts verschickt.',
    all: 'Alle Ausgaben',
    newer: 'Neuere',
    older: 'Ältere',
    sentOn: (date) => `Verschickt am ${date}`,
    subscribe: 'Abonnieren',
    feed: 'Feed',
  },
  feeds: {
    about:
      'Ein Feed bringt neue Beiträge in ein Leseprogramm Ihrer Wahl. Sie brauchen hier kein Konto, und niemand erfährt Ihre Adresse.',
    howTo: 'Kopieren Sie eine Adresse in Ihren Feedreader, oder öffnen Sie sie mit einem Klick.',
    copyThis: 'Um ihm zu folgen, kopieren Sie die Adresse dieser Seite in einen Feedreader.',
    openIn: 'Öffnen in',
    ownReader: 'einer App auf diesem Gerät',
    opml: 'Alle Feeds in einer Datei (OPML), zum Importieren in einen Feedreader',
    replyByMail: 'Per E-Mail antworten',
    allPosts: 'Alle Beiträge',
    sections: 'Bereiche',
    categories: 'Kategorien',
    tags: 'Schlagwörter',
    authors: 'Autoren',
    languages: 'Sprachen',
  },
  posts: {
    note: 'Hinweis',
    tip: 'Tipp',
    important: 'Wichtig',
    warning: 'Warnung',
    caution: 'Vorsicht',
    details: 'Einzelheiten',
  },
  web: {
    newsletters: 'Newsletter',
    feeds: 'Feeds',
    notFound: 'Unter dieser Adresse gibt es nichts.',
  },
}
