import { plural } from './plural.ts'
import type { Words } from './words.ts'

/** In the plural and in nouns, which address nobody by gender. */
export const he: Words = {
  language: 'he',
  mail: {
    readOnline: 'לקריאה בדפדפן',
    readOnWeb: 'לקריאה באתר',
    continueReading: 'להמשך קריאה',
    number: (number) => `גיליון ${number}`,
    postCount: (count) => plural('he', count, { one: 'פוסט אחד', two: 'שני פוסטים', other: `${count} פוסטים` }),
    readingTime: (minutes) =>
      plural('he', minutes, { one: 'דקת קריאה', two: 'שתי דקות קריאה', other: `${minutes} דקות קריאה` }),
    severalPosts: (title, others) =>
      plural('he', others, {
        one: `${title} ועוד פוסט אחד`,
        two: `${title} ועוד שני פוסטים`,
        other: `${title} ועוד ${others} פוסטים`,
      }),
    reason: (newsletter, site) => `ההודעה נשלחה אליכם כי ביקשתם לקבל את ${newsletter}${site ? ` באתר ${site}` : ''}.`,
    unsubscribe: 'ביטול המינוי',
    postalAddress: 'כתובת למכתבים',
    testNote: 'זוהי הודעת ניסיון: דבר לא נרשם כנשלח, והקישור לביטול המינוי אינו פועל.',
  },
  unsubscribe: {
    title: 'ביטול המינוי',
    question: (newsletter) => `להפסיק לקבל את ${newsletter}?`,
    button: 'ביטול המינוי',
    done: (newsletter) => `המינוי בוטל. לא תקבלו עוד את ${newsletter}.`,
    notSubscribed: 'אין לכם מינוי.',
    brokenLink:
      'הקישור הזה אינו שלם או אינו תקף עוד, ולכן לא ביטל את המינוי של איש. השתמשו בקישור או בכפתור הביטול שבדואר האחרון שקיבלתם.',
    orWriteTo: 'או כתבו אל',
    testLink: 'הקישור הזה הוא מדואר ניסיון, ואינו מבטל את המינוי של איש. בדואר אמיתי לכל קורא קישור משלו.',
    changedMind: 'בטעות?',
    resubscribe: 'חידוש המינוי',
    resubscribed: (newsletter) => `המינוי ל־${newsletter} חודש.`,
  },
  archive: {
    title: (newsletter) => `${newsletter}: כל הגיליונות`,
    empty: 'עדיין לא נשלח דבר.',
    all: 'כל הגיליונות',
    newer: 'חדשים יותר',
    older: 'ישנים יותר',
    sentOn: (date) => `נשלח ב־${date}`,
    subscribe: 'הרשמה',
    feed: 'פיד',
  },
  feeds: {
    about: 'פיד מביא פוסטים חדשים לקורא הפידים שתבחרו. אין צורך בחשבון כאן, ואיש אינו לומד את כתובתכם.',
    howTo: 'העתיקו כתובת לקורא הפידים שלכם, או פתחו אותה בלחיצה אחת.',
    copyThis: 'כדי לעקוב, העתיקו את כתובת הדף הזה לקורא פידים.',
    openIn: 'פתיחה באמצעות',
    ownReader: 'יישום במכשיר הזה',
    opml: 'כל הפידים בקובץ אחד (OPML), לייבוא לקורא פידים',
    replyByMail: 'תגובה בדוא״ל',
    allPosts: 'כל הפוסטים',
    sections: 'מדורים',
    categories: 'קטגוריות',
    tags: 'תגיות',
    authors: 'כותבים',
    languages: 'שפות',
  },
  posts: {
    note: 'הערה',
    tip: 'טיפ',
    important: 'חשוב',
    warning: 'אזהרה',
    caution: 'זהירות',
    details: 'פרטים',
  },
  web: {
    newsletters: 'ניוזלטרים',
    feeds: 'ערוצי RSS',
    notFound: 'אין דבר בכתובת הזאת.',
  },
}
