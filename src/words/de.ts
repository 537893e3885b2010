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
    preferences: 'Einstellungen ändern',
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
  subscribe: {
    title: 'Abonnieren',
    email: 'E-Mail-Adresse',
    newsletters: 'Newsletter',
    cadence: 'Wie oft',
    topics: 'Nur Beiträge über',
    language: 'Sprache',
    button: 'Abonnieren',
    consent: {
      1: (newsletters) =>
        `Mit der Schaltfläche bitten Sie darum, ${newsletters} an diese Adresse zu erhalten. Sie können sich jederzeit abmelden, über einen Link in jeder E-Mail.`,
    },
    didYouMean: (address) =>
      `Meinten Sie ${address}? Wenn Ihre Adresse so stimmt, drücken Sie die Schaltfläche noch einmal.`,
    notAnAddress: 'Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@example.com.',
    refused: 'An einer solchen Adresse liest niemand Newsletter. Bitte nehmen Sie eine andere.',
    tooMany: 'Von hier kamen zu viele Anfragen. Bitte versuchen Sie es später noch einmal.',
    unreadable: 'Was gesendet wurde, ist kein Formular, das hier gelesen werden kann.',
    quick: 'Das ging schnell. Bitte drücken Sie die Schaltfläche noch einmal.',
    chooseOne: 'Wählen Sie mindestens einen Newsletter.',
    leaveEmpty: 'Dieses Feld leer lassen',
    sentTitle: 'Schauen Sie in Ihr Postfach',
    sent: 'Eine E-Mail ist unterwegs an die angegebene Adresse. Drücken Sie die Schaltfläche darin, dann sind Sie angemeldet. Wenn keine kommt, schauen Sie in den Spam-Ordner.',
    confirmTitle: 'Bestätigen',
    question: (newsletters) => `Möchten Sie ${newsletters} erhalten?`,
    confirm: 'Ja, anmelden',
    done: (newsletters) => `Sie sind angemeldet für ${newsletters}.`,
    expired: 'Dieser Link gilt nicht mehr. Bitte melden Sie sich noch einmal an.',
    broken: 'Dieser Link ist unvollständig oder nicht mehr gültig. Bitte melden Sie sich noch einmal an.',
    suppressed:
      'An diese Adresse darf keine E-Mail gehen: Sie wurde früher abgewiesen, oder es gab eine Beschwerde. Bitte schreiben Sie uns.',
    again: 'Noch einmal anmelden',
    back: (site) => `Zurück zu ${site}`,
    askSubject: (site) => `${site}: Bitte bestätigen Sie Ihre Adresse`,
    askIntro: (newsletters) =>
      `Jemand, wahrscheinlich Sie, möchte ${newsletters} an diese Adresse erhalten. Um zu beginnen, öffnen Sie diesen Link und drücken Sie die Schaltfläche:`,
    ignore: 'Wenn Sie es nicht waren, tun Sie nichts: Ohne die Schaltfläche kommt nichts weiter.',
    hours: (hours) => `Der Link gilt ${hours} Stunden.`,
    alreadySubject: (site) => `${site}: Sie sind schon angemeldet`,
    alreadyIntro: (newsletters) =>
      `Jemand, wahrscheinlich Sie, möchte ${newsletters} an diese Adresse erhalten. Sie erhalten es bereits und müssen nichts tun.`,
    welcomeSubject: (newsletters) => `Willkommen bei ${newsletters}`,
    welcomeIntro: (newsletters) => `Sie sind angemeldet für ${newsletters}. Die nächste Ausgabe kommt von selbst.`,
    latest: 'Die neueste Ausgabe',
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
